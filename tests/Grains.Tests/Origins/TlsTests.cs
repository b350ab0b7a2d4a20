using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Grains.Origins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Grains.Tests.Origins;

/// <summary>Exchanges with a real server that speaks TLS, under a certificate that only the test trusts.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = SelfSigned();
    private WebApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.MapGet("/good/{**path}", () => Results.Bytes(Bodies.Png, "image/png"));
        _server.MapGet("/down/{**path}", () => Results.Redirect("http://example.org/br.png"));
        _server.MapGet("/up/{**path}", () => Results.Redirect("/good/br.png"));
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    [Theory]
    [InlineData("good", "ok")]
    [InlineData("up", "redirected")]
    [InlineData("down", "redirect_downgrade")]
    public async Task A_redirect_does_not_leave_https(string path, string code)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_certificate);

        Assert.Equal(code, (await Get(path, trust)).Code);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused() => Assert.Equal("tls_failure", (await Get("good", trust: null)).Code);

    private async Task<ExchangeResult> Get(string path, X509ChainPolicy? trust)
    {
        var origin = Fetching.Catalog($"{_server.Urls.First()}/{path}").Find("x");
        using var connections = new OriginConnections(TimeProvider.System, trust);
        return await new HttpOrigin(connections, TimeProvider.System, NullLogger<HttpOrigin>.Instance).Get(
            origin, BodyKind.Flag, origin.Flag!.Expand("BR", null)!, null, TestContext.Current.CancellationToken);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=actors tests", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
