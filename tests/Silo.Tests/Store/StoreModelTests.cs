using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

/// <summary>Random operations against a dictionary that does the same.</summary>
public sealed class StoreModelTests(ITestOutputHelper output)
{
    private static readonly string[] Grains = ["a", "b", "c/d", "c", "Å", "A\u030A", "%", "'; DROP TABLE record; --"];

    [Fact]
    public async Task The_store_does_what_a_dictionary_would_across_restarts()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ACTORS_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"ACTORS_TEST_SEED={seed}");
        var random = new Random(seed);
        var model = Grains.ToDictionary(grain => grain, _ => new Stack<StoredRecord?>([null]));
        using var directory = new TemporaryDirectory();

        for (var life = 0; life < 5; life++)
        {
            await using var store = StoreHarness.Started(directory.Path);
            for (var round = 0; round < 40; round++) await Task.WhenAll(Grains.Select(grain => Step(store, grain, model[grain], random.Next())));
        }
    }

    // Grains go their ways at the same time, so that their writes share commits; each grain's own steps are in order.
    private static async Task Step(StoreHarness store, string grain, Stack<StoredRecord?> history, int seed)
    {
        var random = new Random(seed);
        var stored = history.Peek();
        var found = await store.Find(grain);
        Assert.Equal(stored?.Etag, found?.Etag);
        Assert.Equal(stored?.Payload, found?.Payload);

        var expected = random.Next(4) switch
        {
            0 => ExpectedEtag.Any,
            1 => ExpectedEtag.None,
            2 when history.ElementAt(random.Next(history.Count)) is { } old => ExpectedEtag.Exactly(old.Etag),
            _ => stored is null ? ExpectedEtag.None : ExpectedEtag.Exactly(stored.Etag),
        };
        var payload = new byte[random.Next(random.Next(10) == 0 ? 200_000 : 300)];
        random.NextBytes(payload);
        var isClear = random.Next(4) == 0;

        var outcome = await (isClear ? store.Clear(grain, expected) : store.Put(grain, expected, payload));

        Assert.Equal(!expected.Accepts(stored?.Etag), outcome.IsConflict);
        if (outcome.IsConflict) Assert.Equal(stored?.Etag, outcome.StoredEtag);
        else history.Push(isClear ? null : new StoredRecord(outcome.StoredEtag!.Value, payload));
    }
}
