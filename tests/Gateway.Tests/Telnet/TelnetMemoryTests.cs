namespace Actors.Gateway.Tests.Telnet;

/// <summary>Alone in the process: what others allocate meanwhile would count.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelnetMemoryTests
{
    private const string Name = "Telnet memory";

    [Fact]
    public async Task Memory_stays_while_many_read_slowly()
    {
        await using var server = await RunningTelnet.Start(settings: ("Limits:CharCacheBytes", "0"));
        server.Index.Total = 100_000;
        server.Index.Padding = new string('x', 40);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<TelnetClient>();
        foreach (var _ in Enumerable.Range(0, 40))
        {
            clients.Add(await TelnetClient.Open(server.EndPoint, receiveBuffer: 4 << 10));
            await clients[^1].Send(string.Concat(Enumerable.Repeat("giant\n", 200)));
        }

        var asked = 0;
        await Eventually.Holds(() =>
        {
            var last = Interlocked.Exchange(ref asked, server.Index.Asked.Count);
            return last == asked && asked >= 40;
        });
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 40 * (512 << 10));
        clients.ForEach(client => client.Dispose());
        await Eventually.Holds(() => server.Sessions == 0);
    }
}
