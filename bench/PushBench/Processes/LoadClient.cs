using System.Net.Http.Json;
using System.Diagnostics;
using Actors.HarvestBench;
using Actors.PushBench.Load;

namespace Actors.PushBench.Processes;

/// <summary>The process of all subscribers, see <see cref="LoadServer"/>.</summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly ServerProcess _process;
    private readonly HttpClient _http;

    private LoadClient(ServerProcess process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
    }

    public static async Task<LoadClient> Start(Bench bench)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)[0]}");
        string[] args = [Roles.Argument, Roles.Load, address.ToString()];
        var process = await ServerProcess.Start(
            Roles.Program, args, LoadServer.Environment, bench.NewFolder(), new Uri(address, "/ready"), bench.Stopping);
        return new LoadClient(process, address);
    }

    /// <summary>Connects and subscribes all.</summary>
    public async Task Open(Crowd crowd)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri("/open", UriKind.Relative), crowd);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{crowd.Name}: {await answer.Content.ReadAsStringAsync()}\n{_process.Said}");
    }

    public async Task<Totals> Totals(string name) => (await _http.GetFromJsonAsync<Totals>(At("totals", name)))!;

    public async Task<IReadOnlyList<Recorded>> Recording(string name) =>
        (await _http.GetFromJsonAsync<List<Recorded>>(At("recording", name)))!;

    /// <param name="published">Timestamps by number.</param>
    public async Task<Delays> Delays(string name, IReadOnlyDictionary<long, long> published)
    {
        using var answer = await _http.PostAsJsonAsync(At("delays", name), published);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Delays>())!;
    }

    public Task Hurry(string name) => Post("hurry", name);

    public Task Close(string name) => Post("close", name);

    /// <summary>Waits until a crowd is where it should be.</summary>
    /// <exception cref="InvalidOperationException">It does not get there: there are no figures of broken work.</exception>
    public async Task<Totals> Until(string name, Func<Totals, bool> isReached, TimeSpan patience, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var totals = await Totals(name);
            if (isReached(totals)) return totals;
            if (Stopwatch.GetElapsedTime(since) > patience)
                throw new InvalidOperationException($"{name}: not {what} in {patience}: {totals}");
            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    private async Task Post(string what, string name)
    {
        using var answer = await _http.PostAsync(At(what, name), null);
        answer.EnsureSuccessStatusCode();
    }

    private static Uri At(string what, string name) => new($"/{what}?name={name}", UriKind.Relative);
}
