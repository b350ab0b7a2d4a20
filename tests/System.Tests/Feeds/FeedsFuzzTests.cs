using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Feeds;

/// <summary>10,000 paths that nobody would write, as bytes on the wire: clients of .NET would mend them first.</summary>
public sealed class FeedsFuzzTests
{
    private const int Paths = 10_000;

    private static readonly string[] Pieces =
    [
        "Schedule", "events", "speakers", "venues", "name", "serial", "0", "40", "-1", "483", "484", "-485", "-0", "00", "9999999999", "", ".", "..", "%2e%2e",
        "%2F", "~0", "~1", "~", "~2", "%", "%4", "%zz", "%00", "%C3%A9", "%ff", "%ED%A0%80", "%F0%9F%98%80", ";", ":", "@", "a b", "a+b", "<x>", "\"", "\\", "[0]", "*", "$ref", "{}",
        "?record=event.33950", "?record=event.", "?record=.", "?record=%00", "?limit=5", "?limit=x", "?after=x", "?", "#",
    ];

    [Fact]
    public async Task Not_one_is_answered_500()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var stage = new Stage();
        var node = await stage.StartServe(Stage.FreeAddress(), ("Limits__RequestsPerSecond", "0"));
        using var http = new HttpClient { BaseAddress = node.Address };
        await http.GetStringAsync(new Uri("/v1/feeds/sample", UriKind.Relative), TestContext.Current.CancellationToken);
        string[] paths = [.. Enumerable.Range(0, Paths).Select(_ => Path(random))];

        var statuses = (await Task.WhenAll(paths.Chunk(Paths / 8).Select(chunk => Ask(node.Address, chunk)))).SelectMany(answers => answers).ToArray();

        Assert.Equal(Paths, statuses.Length);
        Assert.All(statuses.Zip(paths), answer => Assert.True(answer.First is (>= 200 and < 500) or 502, $"{answer.Second}: {answer.First}"));
        Assert.Superset(new HashSet<int> { 200, 400, 404 }, statuses.ToHashSet());
        Assert.DoesNotContain(node.Process.Out.Lines, line => line.StartsWith("fail:", StringComparison.Ordinal));
    }

    private static string Path(Random random)
    {
        var path = new StringBuilder("/v1/feeds/sample");
        for (var step = random.Next(7); step > 0; step--)
        {
            path.Append(random.Next(12) == 0 ? "" : "/").Append(Pieces[random.Next(Pieces.Length)]);
            if (random.Next(6) == 0)
                path.Append((char)random.Next('!', 0x7F));
        }

        return path.ToString();
    }

    /// <summary>One after the other, each on its own connection: a server may close after a bad request.</summary>
    private static async Task<List<int>> Ask(Uri address, string[] paths)
    {
        var statuses = new List<int>();
        foreach (var path in paths)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            statuses.Add(line is null ? 0 : int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
        }

        return statuses;
    }
}
