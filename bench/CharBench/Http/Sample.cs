namespace Actors.CharBench.Http;

/// <summary>An answer of ours that stands for all answers to some targets.</summary>
/// <param name="Body">Of the mean size of all.</param>
/// <param name="Headers">All that the server does not send by itself in every program.</param>
internal sealed record Sample(byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    private static readonly string[] OfEveryServer = ["Date", "Content-Length"];

    /// <summary>Asks for targets and takes the answer whose size is nearest to the mean of all, cut or filled up to it.</summary>
    public static async Task<Sample> Take(Uri server, IEnumerable<string> targets)
    {
        using var http = new HttpClient { BaseAddress = server };
        List<Sample> all = [];
        foreach (var target in targets)
        {
            using var answer = await http.GetAsync(new Uri(target, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            all.Add(new Sample(
                await answer.Content.ReadAsByteArrayAsync(),
                [.. answer.Headers.Concat(answer.Content.Headers).Where(header => !OfEveryServer.Contains(header.Key))
                    .SelectMany(header => header.Value.Select(value => (header.Key, value)))]));
        }

        var mean = (int)Math.Round(all.Average(each => each.Size));
        var nearest = all.MinBy(each => Math.Abs(each.Size - mean))!;
        var body = new byte[Math.Max(0, nearest.Body.Length + mean - nearest.Size)];
        body.AsSpan().Fill((byte)' ');
        nearest.Body.AsSpan(0, Math.Min(body.Length, nearest.Body.Length)).CopyTo(body);
        return nearest with { Body = body };
    }

    private int Size => Body.Length + Headers.Sum(header => header.Name.Length + header.Value.Length + 4);
}
