using System.Net;
using System.Security.Cryptography;
using System.Text;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Clusters;

/// <summary>Orleans' dashboard: nowhere unless it is wanted, and closed to whoever has no key.</summary>
public sealed class DashboardTests
{
    private const string Key = "a-key-of-the-tests";
    private static readonly HttpClient Http = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_off_unless_it_is_wanted()
    {
        await using var stage = new Stage();
        var node = await stage.StartServe(Stage.FreeAddress());

        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(new Uri(node.Address, "/dashboard/"), Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_asks_for_a_key_and_shows_itself_to_whoever_has_one()
    {
        await using var stage = new Stage();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
        (string, string)[] settings = [("Dashboard__Enabled", "true"), ("Auth__Keys__ops", $"sha256:{hash}")];
        await stage.StartSilo(settings);
        var gateway = await stage.StartGateway(settings);

        foreach (var path in new[] { "/dashboard", "/dashboard/", "/dashboard/ClusterStats", "/dashboard/DashboardCounters" })
        {
            using var refused = await Http.GetAsync(new Uri(gateway.Address, path), Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.StartsWith("Basic", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, await Get(gateway, path, "Basic " + Convert.ToBase64String("me:wrong"u8)));
        }

        Assert.Equal(HttpStatusCode.OK, await Get(gateway, "/dashboard/", $"Bearer {Key}"));
        Assert.Equal(HttpStatusCode.OK, await Get(gateway, "/dashboard/DashboardCounters", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Key}"))));
        // Elsewhere Basic is a proxy's affair, and reading is public.
        Assert.Equal(HttpStatusCode.OK, await Get(gateway, "/v1/origins", "Basic " + Convert.ToBase64String("me:wrong"u8)));
    }

    [Fact]
    public async Task Without_a_key_it_does_not_start()
    {
        await using var stage = new Stage();
        var gateway = stage.StartProgram("gateway", ("Urls", Stage.FreeAddress().ToString()), ("Dashboard__Enabled", "true"));

        Assert.Equal(2, await gateway.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.StartsWith("Dashboard:Enabled needs a key", Assert.Single(gateway.Error.Lines), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Get(RunningGateway gateway, string path, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, path));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await Http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
