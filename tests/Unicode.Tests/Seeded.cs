using System.Globalization;

namespace Actors.Unicode.Tests;

/// <summary>Random numbers of a seed that is printed; <c>ACTORS_SEED</c> replays it.</summary>
internal static class Seeded
{
    public static Random Random()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORS_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : System.Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"ACTORS_SEED={seed}");
        return new Random(seed);
    }

    public static T Of<T>(this Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];

    /// <summary>True once in so many times.</summary>
    public static bool Once(this Random random, int times) => random.Next(times) == 0;
}
