using System.Net;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class SizeFaultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_comes_with_200()
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(At("/empty/flags/br/br.svg"), Cancel);

        Assert.Equal((HttpStatusCode.OK, 0L), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("", 33_554_432)]
    [InlineData("?size=5000000", 5_000_000)]
    public async Task Too_much_comes_without_being_announced(string query, long size)
    {
        await using var origin = await RunningOrigin.Start();

        using var answer = await origin.Control.GetAsync(
            At($"/oversize/flags/br/br.svg{query}"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        var length = await Length(answer);

        Assert.True(answer.Headers.TransferEncodingChunked);
        Assert.Equal(size, length);
        Assert.Equal(size, Assert.Single(origin.Log.Events().Events).Bytes);
    }

    [Fact]
    public async Task A_gigabyte_is_announced_and_sent_for_as_long_as_somebody_reads()
    {
        await using var origin = await RunningOrigin.Start();
        using (var answer = await origin.Control.GetAsync(
            At("/oversizecl/flags/br/br.png"), HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            Assert.Equal(1L << 30, answer.Content.Headers.ContentLength);
            await (await answer.Content.ReadAsStreamAsync(Cancel)).ReadExactlyAsync(new byte[3_000_000], Cancel);
        }

        while (origin.Log.InFlight > 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal(499, ended.Status);
        Assert.InRange(ended.Bytes, 3_000_000, 100_000_000);
    }

    [Fact]
    public async Task Headers_are_too_large_or_too_many()
    {
        await using var origin = await RunningOrigin.Start();

        var (big, _) = await RawClient.Ask(origin.Addresses.Control, "/bigheader/flags/br/br.svg");
        var (many, _) = await RawClient.Ask(origin.Addresses.Control, "/manyheaders/flags/br/br.svg");

        Assert.Contains($"X-Practice: {new string('a', 200_000)}\r\n", big, StringComparison.Ordinal);
        Assert.InRange(many.Split("\r\nX-Practice-").Length, 2_001, 2_001);
        Assert.Equal(["bigheader", "manyheaders"], origin.Log.Events().Events.Select(ended => ended.Fault));
    }

    private static async Task<long> Length(HttpResponseMessage answer)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int read; (read = await body.ReadAsync(buffer, Cancel)) > 0;)
            length += read;
        return length;
    }
}
