using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Actors.CharBench.Http;

/// <summary>Many different queries, all of which fill a page.</summary>
internal static class Targets
{
    private const int Seed = 4;

    public static string Of(string query, int rows) => $"/v1/chars?q={query.Replace(' ', '+')}&limit={rows}";

    /// <summary>All of one to three words, in every order, that find at least so many characters; shuffled.</summary>
    public static ImmutableArray<string> Filling(NamedCharacters names, int rows)
    {
        var frequent = names.WordCounts().Where(each => each.Value >= rows).Select(each => each.Key).ToHashSet();
        var counts = new Dictionary<(string One, string? Two, string? Three), int>();
        foreach (var each in names.All)
        {
            string[] words = [.. each.Words.Where(frequent.Contains).Distinct().Order(StringComparer.Ordinal)];
            for (var one = 0; one < words.Length; one++)
            {
                Count(words[one], null, null);
                for (var two = one + 1; two < words.Length; two++)
                {
                    Count(words[one], words[two], null);
                    for (var three = two + 1; three < words.Length; three++) Count(words[one], words[two], words[three]);
                }
            }
        }

        var filling = counts.Where(each => each.Value >= rows).SelectMany(each => Orders(each.Key));
        string[] queries = [.. filling.Select(query => query.ToLowerInvariant()).Order()];
        new Random(Seed).Shuffle(queries);
        return [.. queries.Select(query => Of(query, rows))];

        void Count(string one, string? two, string? three) =>
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (one, two, three), out _)++;
    }

    private static IEnumerable<string> Orders((string One, string? Two, string? Three) words) => words switch
    {
        (var one, null, _) => [one],
        (var one, { } two, null) => [$"{one} {two}", $"{two} {one}"],
        var (one, two, three) =>
        [
            $"{one} {two} {three}", $"{one} {three} {two}", $"{two} {one} {three}",
            $"{two} {three} {one}", $"{three} {one} {two}", $"{three} {two} {one}",
        ],
    };
}
