using Actors.Client.Harvests;

namespace Actors.Client.Tests.Harvests;

/// <summary>Watches harvest h1 of a scripted gateway on a clock that steps over back-offs.</summary>
public abstract class WatchingTests
{
    private protected SteppingTime Time { get; } = new();

    private static string Name(HarvestEvent news) => $"{news.GetType().Name} {news.Seq}";

    protected static WatchOptions Options(WatchOptions options) => options with { HandshakeTimeout = SteppingTime.Never };

    private protected ActorsClientOptions Patience() => new() { Time = Time, RequestTimeout = SteppingTime.Never, Jitter = () => 1 };

    private protected ActorsClient Client(ScriptedGateway gateway) => new(gateway.Url, Patience());

    private protected async Task<List<string>> Watch(ScriptedGateway gateway, WatchOptions? options = null)
    {
        using var client = Client(gateway);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        var seen = await client.WatchHarvestAsync("h1", Options(options ?? new()), timeout.Token).Select(Name).ToListAsync(timeout.Token);
        Assert.Empty(gateway.Failures);
        return seen;
    }
}
