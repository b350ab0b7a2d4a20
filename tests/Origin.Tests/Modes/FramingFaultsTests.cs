using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class FramingFaultsTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("badstatus", "HTTP/1.1 abc\r\n", 200)]
    [InlineData("badheader", "\r\nthis is no header\r\n", 200)]
    [InlineData("badchunk", "\r\nxyz\r\n", 200)]
    [InlineData("clte", "Transfer-Encoding: chunked\r\n", 200)]
    [InlineData("extra", "more than that", 200)]
    [InlineData("garbage", "\u0001\u0002\u0003 220 practice.invalid", 0)]
    public async Task The_bytes_are_as_broken_as_promised(string mode, string broken, int status)
    {
        await using var origin = await RunningOrigin.Start();

        var (answer, isReset) = await RawClient.Ask(origin.Addresses.Control, $"/{mode}{Flag}");

        Assert.Contains(broken, answer, StringComparison.Ordinal);
        Assert.False(isReset);
        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal((status, mode, answer.Length), (ended.Status, ended.Fault, (int)ended.Bytes));
    }

    [Fact]
    public async Task Two_lengths_differ()
    {
        await using var origin = await RunningOrigin.Start();

        var (answer, _) = await RawClient.Ask(origin.Addresses.Control, $"/clconflict{Flag}");
        var lengths = answer.Split("\r\n").Where(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal)).ToArray();

        Assert.Equal(2, lengths.Length);
        Assert.NotEqual(lengths[0], lengths[1]);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("badstatus")]
    [InlineData("badheader")]
    [InlineData("badchunk")]
    public async Task A_proper_client_notices(string mode)
    {
        await using var origin = await RunningOrigin.Start();

        await Assert.ThrowsAsync<HttpRequestException>(() => origin.Control.GetByteArrayAsync(At($"/{mode}{Flag}"), Cancel));
    }

    [Fact]
    public async Task Garbage_is_the_same_for_the_same_seed()
    {
        await using var origin = await RunningOrigin.Start();
        var first = await RawClient.Ask(origin.Addresses.Control, $"/garbage{Flag}?seed=1");
        origin.Log.Reset();

        Assert.Equal(first, await RawClient.Ask(origin.Addresses.Control, $"/garbage{Flag}?seed=1"));
        Assert.NotEqual(first, await RawClient.Ask(origin.Addresses.Control, $"/garbage{Flag}?seed=1"));
    }
}
