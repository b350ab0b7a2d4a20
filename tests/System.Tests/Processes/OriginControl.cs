using System.Net.Http.Json;
using System.Text.Json;

namespace Actors.System.Tests.Processes;

/// <summary>The practice origin's control port: the judge of how politely it was treated.</summary>
internal sealed class OriginControl(Uri address)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Uri Address => address;

    public async Task<OriginStats> Stats() =>
        (await Http.GetFromJsonAsync<OriginStats>(new Uri(address, "/_ctl/stats"), Json, TestContext.Current.CancellationToken))!;

    /// <summary>Every exchange that ended, in order of ending.</summary>
    public async Task<IReadOnlyList<OriginEvent>> Events()
    {
        using var answer = await Http.GetAsync(new Uri(address, "/_ctl/events"), TestContext.Current.CancellationToken);
        Assert.Equal("0", Assert.Single(answer.Headers.GetValues("Events-Dropped")));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<OriginEvent>(line, Json)!)];
    }
}

internal sealed record OriginStats(int Requests, int Paths, int Peak, IReadOnlyDictionary<string, int> Statuses, int MaxAttempts, long? MinRetryGapMs);

/// <param name="Sequence">Order of arrival, from 1.</param>
/// <param name="Path"><c>/flags/{cc}/…</c>.</param>
internal sealed record OriginEvent(long Sequence, string Path, int Attempt, int Status)
{
    /// <summary>Upper case.</summary>
    public string Country => Path.Split('/')[2].ToUpperInvariant();
}
