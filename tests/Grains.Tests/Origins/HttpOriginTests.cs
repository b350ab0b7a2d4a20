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

    private static Task<ExchangeResult> Get(Parts part, string url, StoredPart? stored = null, params (string Key, string Value)[] more) =>
        Fetching.Get(part, url, stored, null, null, more);

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
        _server.Script = (_, _) => new Headed(200, ("Content-Type", "image/x-any"), ("Expires", "Fri, 31 Dec 9999 23:59:59 GMT"), ("x", "1"));
        var part = Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url)).Part;
        Assert.Equal(TimeSpan.FromDays(3650), part.FreshUntil - part.FetchedAt);

        _server.Script = (_, _) => new Headed(200, ("Content-Type", "image/x-any"), ("Expires", "0"), ("x", "1"));
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
    [InlineData("7", 7)]
    [InlineData("Tue, 15 Nov 1994 08:12:41 GMT", 11)]
    [InlineData("3600", 3600)]
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
        var asked = (await Failure(Flag, () => new Headed(429, ("Retry-After", header)))).Signal;
        Assert.Equal((HostSignal.Hold, null), (asked.Host, asked.HoldFor));
    }

    [Fact]
    public async Task A_byte_order_mark_is_dropped()
    {
        _server.Script = (_, _) => Results.Bytes([0xEF, 0xBB, 0xBF, .. Bodies.Metadata], "application/json");

        Assert.Equal(Bodies.Metadata, Assert.IsType<ExchangeResult.Fetched>(await Get(Parts.Metadata, _server.Url)).Part.Body);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_its_length_is_stated_or_not()
    {
        (string, string) limit = ("Origins:x:MaxBytes", "1000");

        Assert.Equal("body_too_large", (await Failure(Flag, () => Results.Bytes(new byte[1001], "image/x-any"), limit)).Code);
        Assert.Equal("body_too_large", (await Failure(
            Flag, () => Results.Stream(stream => stream.WriteAsync(new byte[5000]).AsTask(), "image/x-any"), limit)).Code);
        _server.Script = (_, _) => Results.Bytes(new byte[1000], "image/x-any");
        Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url, null, limit));
        _server.Script = (_, _) => Results.Stream(stream => stream.WriteAsync(new byte[1000]).AsTask(), "image/x-any");
        Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, _server.Url, null, limit));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_stored_inflated(string encoding)
    {
        byte[] large = [.. "<svg>"u8, .. Enumerable.Repeat((byte)' ', 60_000), .. "</svg>"u8];
        var sent = encoding switch
        {
            "deflate" => Bodies.Deflate(large),
            "raw deflate" => Bodies.RawDeflate(large),
            "br" => Bodies.Brotli(large),
            "identity" => large,
            _ => Bodies.Gzip(large),
        };
        await using var server = new RawOrigin(RawAnswer.Good("image/svg+xml", sent, $"Content-Encoding: {encoding.Split(' ')[^1]}"));

        var part = Assert.IsType<ExchangeResult.Fetched>(await Get(Flag, $"http://{server.Authority}")).Part;

        Assert.Equal(large, part.Body);
        Assert.Contains("Accept-Encoding: gzip, deflate, br\r\n", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_response_says_of_its_quota_reaches_the_throttle_whatever_the_ending()
    {
        (string, string)[] headers = [("RateLimit-Policy", "\"default\";q=100;w=10"), ("RateLimit", "\"default\";r=7;t=3")];
        foreach (var status in new[] { 404, 429, 500 })
        {
            _server.Script = (_, _) => new Headed(status, headers);

            var quota = (await Get(Flag, _server.Url)).Signal.Quota;

            Assert.Equal(new Quota(100, TimeSpan.FromSeconds(10), 7, TimeSpan.FromSeconds(3)), quota);
        }
    }

    [Fact]
    public async Task Who_asks_to_wait_longer_than_an_hour_is_not_asked_again_and_its_host_is_held()
    {
        var cause = await Failure(Flag, () => new Headed(429, ("Retry-After", "7200")));

        Assert.Equal(("rate_limited_deferred", false, TimeSpan.FromHours(1)), (cause.Code, cause.IsRetryable, cause.Signal.HoldFor));
    }

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

    [Fact]
    public async Task Whoever_asks_says_who_and_sends_what_was_configured()
    {
        var seen = "";
        var result = new SpyResult(request => seen = $"{request.UserAgent}|{request["X-Key"]}");
        _server.Script = (_, _) => result;

        await Get(Flag, _server.Url, null, ("Origins:x:UserAgent", "tester/1"), ("Origins:x:Headers:X-Key", "sesame"));

        Assert.Equal("tester/1|sesame", seen);
    }

    [Fact]
    public async Task Secrets_and_the_leave_to_be_private_stay_with_the_configured_authorities()
    {
        // Where a redirect or the metadata may lead: the same server by another name.
        var elsewhere = new Uri(_server.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/br/br.svg");

        var result = await Fetching.Get(Flag, _server.Url, target: elsewhere);

        Assert.Equal("ssrf_blocked", result.Code);
        Assert.Equal(0, _server.Total);
    }

    [Fact]
    public async Task A_secret_that_the_origin_repeats_is_not_shown()
    {
        var cause = await Failure(
            Parts.Metadata, () => Results.Text("""{"errors":[{"message":"key sesame\nis \"wrong\""}]}""", "application/json"),
            ("Origins:x:Headers:X-Key", "sesame"), ("Origins:x:ErrorField", "/errors/0/message"));

        Assert.Equal(("error_body", "The origin answered with an error: key *** is \"wrong\""), (cause.Code, cause.Message));
    }

    [Fact]
    public async Task An_array_of_one_object_is_metadata_too()
    {
        _server.Script = (_, _) => Results.Text("""[{"name":{"common":"Brazil"}}]""", "application/json");

        Assert.IsType<ExchangeResult.Fetched>(await Get(
            Parts.Metadata, _server.Url, null, ("Origins:x:NameField:0", "/country"), ("Origins:x:NameField:1", "/0/name/common")));
    }

    [Fact]
    public async Task Whoever_cancels_gets_no_result_but_a_cancellation()
    {
        await using var server = new RawOrigin(RawAnswer.Text("", RawEnding.Stall));
        var origin = Fetching.Catalog($"http://{server.Authority}").Find("x");
        using var connections = new OriginConnections(TimeProvider.System);
        using var cancel = new CancellationTokenSource();

        var task = new HttpOrigin(connections, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<HttpOrigin>.Instance)
            .Get(origin, BodyKind.Flag, origin.Flag!.Expand("BR", null)!, null, cancel.Token);
        await server.Stalled;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
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
