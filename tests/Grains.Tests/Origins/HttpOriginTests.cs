using System.Net;
using System.Net.Sockets;
using Actors.Grains.Countries;
using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Actors.Grains.Tests.Origins;

/// <summary>What one exchange says about every ending that the bundled origin and common servers produce.</summary>
public sealed class HttpOriginTests : IAsyncLifetime
{
    private const Parts Flag = Parts.Flag;
    private TestOrigin _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestOrigin.Start();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task<ExchangeResult> Get(Parts part, string url, StoredPart? stored = null, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Origins:x:FlagUrl"] = url + "/{cc}/{cc}.svg",
            ["Origins:x:MetadataUrl"] = url + "/{cc}/metadata.json",
            ["Origins:x:AllowPrivateAddresses"] = "true",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        var catalog = new OriginCatalog(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        using var connections = new OriginConnections(catalog);
        var origin = catalog.Find("x");
        var target = (part == Parts.Flag ? origin.Flag! : origin.Metadata!).Expand("BR", null)!;
        return await new HttpOrigin(connections, TimeProvider.System).Get(origin, part, target, stored, TestContext.Current.CancellationToken);
    }

    private async Task<FailureCause> Failure(Parts part, Func<IResult> answer, params (string Key, string Value)[] more)
    {
        _server.Script = (_, _) => answer();
        return Assert.IsType<ExchangeResult.Failed>(await Get(part, _server.Url, null, more)).Cause;
    }

    [Fact]
    public async Task A_body_comes_with_its_digest_validators_and_lifetime()
    {
        var part = Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url)).Part;

        Assert.Equal(("image/svg+xml", "\"/br/br.svg\""), (part.MediaType, part.ETag));
        Assert.Equal(64, part.Sha256.Length);
        Assert.Equal(TimeSpan.FromSeconds(60), part.FreshUntil - part.FetchedAt);
        Assert.IsType<ExchangeResult.NotModified>(await Get(Flag, _server.Url, part));
    }

    [Fact]
    public async Task A_lifetime_beyond_all_dates_is_cut_and_one_that_is_over_is_over()
    {
        _server.Script = (_, _) => new Headed(200, ("Content-Type", "image/png"), ("Expires", "Fri, 31 Dec 9999 23:59:59 GMT"), ("x", "1"));
        var part = Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url)).Part;
        Assert.Equal(TimeSpan.FromDays(3650), part.FreshUntil - part.FetchedAt);

        _server.Script = (_, _) => new Headed(200, ("Content-Type", "image/png"), ("Expires", "0"), ("x", "1"));
        part = Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url)).Part;
        Assert.Equal(part.FetchedAt, part.FreshUntil);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task What_is_not_there_or_gone_is_not_found(int status)
    {
        _server.Script = (_, _) => Results.StatusCode(status);

        Assert.Equal(status, Assert.IsType<ExchangeResult.NotFound>(await Get(Flag, _server.Url)).Status);
    }

    [Theory]
    [InlineData(500, "http_5xx", true, HostSignal.Failure)]
    [InlineData(502, "http_5xx", true, HostSignal.Failure)]
    [InlineData(503, "http_5xx", true, HostSignal.Failure)]
    [InlineData(504, "http_5xx", true, HostSignal.Failure)]
    [InlineData(501, "http_5xx", false, HostSignal.Failure)]
    [InlineData(505, "http_5xx", false, HostSignal.Failure)]
    [InlineData(408, "http_4xx", true, HostSignal.Neutral)]
    [InlineData(418, "http_4xx", false, HostSignal.Neutral)]
    [InlineData(401, "forbidden", false, HostSignal.Neutral)]
    [InlineData(403, "forbidden", false, HostSignal.Neutral)]
    [InlineData(429, "rate_limited", true, HostSignal.Hold)]
    [InlineData(206, "unexpected_status", false, HostSignal.Neutral)]
    [InlineData(302, "unexpected_status", false, HostSignal.Neutral)]
    [InlineData(304, "unexpected_status", false, HostSignal.Neutral)]
    public async Task A_status_decides_the_code_the_retry_and_what_the_throttle_hears(int status, string code, bool retry, object signal)
    {
        var cause = await Failure(Flag, () => Results.StatusCode(status));

        Assert.Equal((code, "headers", status, retry, (HostSignal)signal), (cause.Code, cause.Phase, cause.Status, cause.IsRetryable, cause.Signal.Host));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Tue, 15 Nov 1994 08:12:41 GMT", 11)]
    [InlineData("999999", 3600)]
    public async Task Retry_after_holds_the_host_for_as_long_as_it_says(string header, int seconds)
    {
        var cause = await Failure(Flag, () => new Headed(503, ("Retry-After", header), ("Date", "Tue, 15 Nov 1994 08:12:31 GMT")));

        Assert.Equal((HostSignal.Hold, TimeSpan.FromSeconds(seconds)), (cause.Signal.Host, cause.Signal.HoldFor));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task A_retry_after_that_means_nothing_is_not_zero_but_our_own_wait(string header)
    {
        Assert.Equal(HostSignal.Failure, (await Failure(Flag, () => new Headed(503, ("Retry-After", header)))).Signal.Host);
        Assert.True((await Failure(Flag, () => new Headed(429, ("Retry-After", header)))).Signal.HoldFor > TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("text/html", "<html>", "wrong_content_type")]
    [InlineData("application/json", "{}", "wrong_content_type")]
    [InlineData("image/svg+xml", "", "empty_body")]
    public async Task A_flag_must_be_an_image_with_bytes(string type, string body, string code) =>
        Assert.Equal(code, (await Failure(Flag, () => Results.Text(body, type))).Code);

    [Theory]
    [InlineData("application/json", "{\"country\":\"x\"", "bad_json")]
    [InlineData("application/json", "{\"country\":\"x\",\"country\":\"y\"}", "bad_json")]
    [InlineData("application/json", "{\"country\":7}", "schema_mismatch")]
    [InlineData("application/json", "{}", "schema_mismatch")]
    [InlineData("application/json; charset=iso-8859-1", "{\"country\":\"x\"}", "unsupported_charset")]
    public async Task Metadata_must_be_strict_json_with_a_name(string type, string body, string code) =>
        Assert.Equal(code, (await Failure(Parts.Metadata, () => Results.Bytes(System.Text.Encoding.UTF8.GetBytes(body), type))).Code);

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused_and_a_byte_order_mark_is_dropped()
    {
        Assert.Equal("bad_encoding", (await Failure(Parts.Metadata, () => Results.Bytes([.. "{\"country\":\""u8, 0xF4, .. "\"}"u8], "application/json"))).Code);

        _server.Script = (_, _) => Results.Bytes([0xEF, 0xBB, 0xBF, .. "{\"country\":\"x\"}"u8], "application/json");
        Assert.Equal((byte)'{', Assert.IsType<ExchangeResult.Fetched>(await Get(Parts.Metadata, _server.Url)).Part.Body[0]);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_stated_or_not()
    {
        (string, string) limit = ("Origins:x:MaxBytes", "1000");

        Assert.Equal("body_too_large", (await Failure(Flag, () => Results.Bytes(new byte[1001], "image/png"), limit)).Code);
        Assert.Equal("body_too_large", (await Failure(
            Flag, () => Results.Stream(stream => stream.WriteAsync(new byte[5000]).AsTask(), "image/png"), limit)).Code);
        _server.Script = (_, _) => Results.Bytes(new byte[1000], "image/png");
        Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url, null, limit));
    }

    [Fact]
    public async Task A_compressed_body_that_nobody_asked_for_is_refused() =>
        Assert.Equal("unsupported_encoding", (await Failure(Flag, () => new Headed(200, ("Content-Encoding", "gzip"), ("Content-Type", "image/png")))).Code);

    [Fact]
    public async Task Connections_that_fail_have_codes_of_their_own()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal("connect_refused", await Code($"http://127.0.0.1:{port}"));
        Assert.Equal("dns_failure", await Code("http://nobody.invalid"));
        Assert.Equal("ssrf_blocked", await Code("http://169.254.169.254"));
        Assert.Equal("ssrf_blocked", await Code(_server.Url, ("Origins:x:AllowPrivateAddresses", "false")));

        async Task<string> Code(string url, params (string, string)[] more) => (await Get(Flag, url, null, more)).Code;
    }

    [Theory]
    [InlineData("", "connection_reset")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nhalf", "body_truncated")]
    [InlineData("nonsense\r\n\r\n", "invalid_response")]
    public async Task A_connection_that_ends_early_or_talks_nonsense_is_told_apart(string answer, string code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Serve();

        var result = await Get(Flag, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(code, result.Code);
        Assert.True(Assert.IsType<ExchangeResult.Failed>(result).Cause.IsRetryable);
        await served;

        async Task Serve()
        {
            using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
            await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            await socket.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Whoever_asks_says_who_and_sends_what_was_configured()
    {
        var seen = "";
        var result = new SpyResult(request => seen = $"{request.UserAgent}|{request["X-Key"]}|{request.AcceptEncoding}");
        _server.Script = (_, _) => result;

        await Get(Flag, _server.Url, null, ("Origins:x:UserAgent", "tester/1"), ("Origins:x:Headers:X-Key", "sesame"));

        Assert.Equal("tester/1|sesame|", seen);
    }

    private sealed class Headed(int status, params (string Name, string Value)[] headers) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            foreach (var (name, value) in headers)
            {
                httpContext.Response.Headers[name] = value;
            }

            return httpContext.Response.Headers.ContainsKey("x") ? httpContext.Response.WriteAsync("x") : Task.CompletedTask;
        }
    }

    private sealed class SpyResult(Action<IHeaderDictionary> see) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            see(httpContext.Request.Headers);
            httpContext.Response.StatusCode = 404;
            return Task.CompletedTask;
        }
    }
}
