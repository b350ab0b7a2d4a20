using System.Diagnostics;

namespace Actors.FeedBench;

/// <summary>Random ways into a feed: objects, pages of arrays, items from both ends, values.</summary>
internal sealed class Walk
{
    private readonly string _feed;
    private readonly Random _random;
    private readonly List<(string Name, int Length)> _lists = [];

    private Walk(string feed, Random random) => (_feed, _random) = (feed, random);

    public static async Task<Walk> Through(Site site, string feed, Random random, CancellationToken stopping)
    {
        var walk = new Walk(feed, random);
        var schedule = await site.Get($"/v1/feeds/{feed}/Schedule", stopping);
        foreach (var name in schedule.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!))
        {
            var list = await site.Get($"/v1/feeds/{feed}/Schedule/{name}?limit=1", stopping);
            walk._lists.Add((name, list.GetProperty("length").GetInt32()));
        }

        return walk;
    }

    /// <returns>Milliseconds of each step.</returns>
    public async Task<List<double>> Take(Site site, int steps, int atOnce, CancellationToken stopping)
    {
        var paths = new Queue<string>(Enumerable.Range(0, steps).Select(_ => Path()));
        var times = new List<double>(steps);
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => One()));
        return times;

        async Task One()
        {
            while (Next() is { } path)
            {
                var since = Stopwatch.GetTimestamp();
                await site.Http.GetByteArrayAsync(new Uri(path, UriKind.Relative), stopping);
                var time = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
                lock (times) times.Add(time);
            }
        }

        string? Next()
        {
            lock (paths) return paths.TryDequeue(out var path) ? path : null;
        }
    }

    private string Path()
    {
        var (name, length) = _lists[_random.Next(_lists.Count)];
        var index = _random.Next(-length, length);
        return $"/v1/feeds/{_feed}" + _random.Next(8) switch
        {
            0 => "",
            1 => "/Schedule",
            2 => $"/Schedule/{name}?limit=5",
            3 or 4 => $"/Schedule/{name}/{index}",
            _ => $"/Schedule/{name}/{index}/serial",
        };
    }
}
