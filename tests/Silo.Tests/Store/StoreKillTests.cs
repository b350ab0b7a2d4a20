using System.Globalization;
using Actors.Silo.Store;

namespace Actors.Silo.Tests.Store;

/// <summary>kill -9 in a loop: what was acknowledged is there afterwards, and whole.</summary>
public sealed class StoreKillTests(ITestOutputHelper output)
{
    private const int Kills = 24;
    private const long StepsPerLife = 1_000_000;

    [Fact]
    public async Task Everything_acknowledged_survives_kill_9_at_any_moment()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ACTORS_TEST_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"ACTORS_TEST_SEED={seed}");
        var random = new Random(seed);
        using var directory = new TemporaryDirectory();
        var acknowledged = new long[StoreChild.Grains];
        var total = 0;

        for (var life = 1; life <= Kills; life++)
        {
            var before = total;
            await using (var child = new ChildProcess(StoreChild.Write, directory.Path, life * StepsPerLife))
            {
                var lines = random.Next(1, 800);
                for (var line = 0; line < lines; line++) total += Note(acknowledged, await child.ReadLine());
                var rest = await child.Kill();
                // What follows the last line end was cut by the kill.
                foreach (var line in rest.Split('\n')[..^1]) total += Note(acknowledged, line);
            }

            Assert.True(total > before);
            await Verify(directory.Path, acknowledged, life);
        }

        output.WriteLine($"{total} writes acknowledged, {Kills} kills");
    }

    private static int Note(long[] acknowledged, string? line)
    {
        Assert.NotNull(line);
        var parts = line.Split(' ');
        acknowledged[int.Parse(parts[0], CultureInfo.InvariantCulture)] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        return 1;
    }

    // Opening the directory also shows that the killed process left no lock behind.
    private static async Task Verify(string path, long[] acknowledged, int life)
    {
        using var directory = DataDirectory.Open(path);
        await using var store = StoreHarness.Started(directory.Path);
        for (var grain = 0; grain < StoreChild.Grains; grain++)
        {
            var found = await store.Store.Find(StoreChild.Key(grain), StoreHarness.Cancel);
            // One more step may have reached the disk without having been acknowledged: a grain has one write under way.
            var last = acknowledged[grain];
            var next = last / StepsPerLife == life ? last + 1 : life * StepsPerLife;
            Assert.Contains(found?.Payload, (byte[]?[])[StoreChild.Payload(grain, last), StoreChild.Payload(grain, next)], PayloadComparer.Instance);
        }

        await using var connection = store.Connect();
        await using var check = connection.Command("PRAGMA integrity_check");
        Assert.Equal("ok", await check.ExecuteScalarAsync(StoreHarness.Cancel));
    }

    private sealed class PayloadComparer : IEqualityComparer<byte[]?>
    {
        public static PayloadComparer Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x is null || y is null ? x is null && y is null : x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
