using System.Net;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class ConnectionFaultsTests
{
    private const string Large = "/flags/rs/rs.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reset", true, "", 0)]
    [InlineData("close", false, "", 0)]
    [InlineData("resethead", true, "HTTP/1.1 200 OK\r\nContent-Ty", 200)]
    public async Task Without_an_answer_the_connection_ends_as_it_says(string mode, bool isReset, string answer, int status)
    {
        await using var origin = await RunningOrigin.Start();

        Assert.Equal((answer, isReset), await RawClient.Ask(origin.Addresses.Control, $"/{mode}{Large}"));

        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal((status, mode, answer.Length), (ended.Status, ended.Fault, (int)ended.Bytes));
    }

    [Theory]
    [InlineData("trunc", true, "")]
    [InlineData("truncfin", false, "")]
    [InlineData("trunc", true, "?size=2000000")]
    [InlineData("truncfin", false, "?size=2000000")]
    public async Task Half_of_the_promised_length_comes(string mode, bool isReset, string query)
    {
        await using var origin = await RunningOrigin.Start();
        var size = query.Length > 0 ? 2_000_000 : 181_634;

        var (answer, reset) = await RawClient.Ask(origin.Addresses.Control, $"/{mode}{Large}{query}");

        Assert.Equal(isReset, reset);
        Assert.Contains($"Content-Length: {size}\r\n", answer, StringComparison.Ordinal);
        // A reset overtakes what the client has not read yet.
        Assert.InRange(RawClient.Body(answer).Length, isReset ? 0 : size / 2, size / 2);
        Assert.Equal(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4 + size / 2, Assert.Single(origin.Log.Events().Events).Bytes);
    }

    [Theory]
    [InlineData("trunc")]
    [InlineData("truncfin")]
    [InlineData("truncchunked")]
    [InlineData("resethead")]
    [InlineData("reset")]
    public async Task A_proper_client_notices(string mode)
    {
        await using var origin = await RunningOrigin.Start();

        await Assert.ThrowsAsync<HttpRequestException>(() => origin.Control.GetByteArrayAsync(At($"/{mode}/flags/br/br.svg"), Cancel));
    }

    [Fact]
    public async Task Chunks_stop_without_the_last()
    {
        await using var origin = await RunningOrigin.Start();

        var (answer, isReset) = await RawClient.Ask(origin.Addresses.Control, "/truncchunked/flags/br/br.svg");

        Assert.False(isReset);
        Assert.Contains("Transfer-Encoding: chunked\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("<svg", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_with_TLS_gets_plain_text_and_is_noted()
    {
        await using var origin = await RunningOrigin.Start();
        using var answer = await origin.Control.GetAsync(At("/tls/flags/br/br.svg"), Cancel);
        var target = answer.Headers.Location!;

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => origin.Control.GetAsync(target, Cancel));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(("https", origin.Addresses.Control.Port, "/tls/flags/br/br.svg"), (target.Scheme, target.Port, target.AbsolutePath));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
        Assert.Equal(["/flags/br/br.svg", "(hello)"], origin.Log.Events("tls").Events.Select(ended => ended.Path));
        Assert.Equal(0, origin.Log.InFlight);
    }
}
