using System.Net.Sockets;
using System.Text;
using static Actors.Origin.Tests.RunningOrigin;

namespace Actors.Origin.Tests.Modes;

public sealed class TimingFaultsTests
{
    private const string Flag = "/flags/br/br.svg";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("hang", 120, "", 0)]
    [InlineData("stall", 120, "HTTP/1.1 200 OK", 200)]
    [InlineData("slow", 60, "HTTP/1.1 200 OK", 200)]
    [InlineData("slowhead", 60, "H", 200)]
    public async Task After_two_minutes_it_ends_with_a_reset(string mode, int pace, string start, int status)
    {
        ArmedTime time = new();
        await using var origin = await RunningOrigin.Start(time);

        var asked = RawClient.Ask(origin.Addresses.Control, $"/{mode}{Flag}?pace=60000");
        await time.Waiting(1, Cancel);   // for the request, in vain
        await time.Drive(asked, TimeSpan.FromSeconds(pace), Cancel);

        var (answer, isReset) = await asked;
        Assert.True(isReset);
        Assert.StartsWith(start, answer, StringComparison.Ordinal);
        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal((status, mode), (ended.Status, ended.Fault));
        Assert.Equal(120_000, ended.Sent - ended.Received, 3);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("stall")]
    [InlineData("slow")]
    [InlineData("slowhead")]
    public async Task It_ends_when_its_client_leaves(string mode)
    {
        ArmedTime time = new();
        await using var origin = await RunningOrigin.Start(time);
        using (TcpClient client = new())
        {
            await client.ConnectAsync("127.0.0.1", origin.Addresses.Control.Port, Cancel);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /{mode}{Flag} HTTP/1.1\r\nHost: a\r\n\r\n"), Cancel);
            await origin.Arrived(1);
        }

        while (origin.Log.InFlight > 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(499, Assert.Single(origin.Log.Events().Events).Status);
    }

    [Theory]
    [InlineData("slow", "&pace=0")]
    [InlineData("slowhead", "&pace=0")]
    [InlineData("split", "")]
    [InlineData("split", "&pace=0")]
    public async Task In_the_end_the_file_is_whole(string mode, string query)
    {
        await using var origin = await RunningOrigin.Start();
        var whole = await origin.Local.GetByteArrayAsync(At(Flag), Cancel);
        origin.Log.Reset();

        using var answer = await origin.Control.GetAsync(At($"/{mode}{Flag}?rate=1{query}"), Cancel);

        Assert.Equal(whole, await answer.Content.ReadAsByteArrayAsync(Cancel));
        var ended = Assert.Single(origin.Log.Events().Events);
        Assert.Equal((200, mode), (ended.Status, ended.Fault));
        Assert.True(ended.Bytes > whole.Length);
    }

    [Fact]
    public async Task A_slow_body_comes_byte_by_byte()
    {
        ArmedTime time = new();
        await using var origin = await RunningOrigin.Start(time);
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", origin.Addresses.Control.Port, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /slow{Flag} HTTP/1.1\r\nHost: a\r\n\r\n"), Cancel);
        await time.Waiting(1, Cancel);   // for the request, in vain
        using StreamReader reader = new(client.GetStream());
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 })
        {
            // The head comes at once.
        }

        var body = string.Empty;
        var one = new char[1];
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await time.Waiting(1, Cancel);
            time.Advance(TimeSpan.FromMilliseconds(200));
            Assert.Equal(1, await reader.ReadAsync(one, Cancel));
            body += one[0];
        }

        Assert.Equal("<svg", body);
    }
}
