using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Actors.Grains.Bodies;
using Actors.Grains.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Feeds;

/// <summary>Real grains and a real HTTP origin on a clock that only tests move. Feeds f0 to f19 are fresh for a minute, once and stays for ever.</summary>
public sealed class FeedFixture : IAsyncLifetime
{
    private readonly KeptStorage _kept = new();
    private readonly Dictionary<string, string?> _settings = new(StringComparer.Ordinal);
    private TestSilo? _silo;

    public FakeTimeProvider Time { get; } = new();

    public TestOrigin Origin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Origin = await TestOrigin.Start();
        foreach (var name in Enumerable.Range(0, 20).Select(n => $"f{n}").Append("once"))
        {
            _settings[$"Feeds:{name}:Url"] = $"{Origin.Url}/{name}.json";
            _settings[$"Feeds:{name}:AllowPrivateAddresses"] = "true";
            _settings[$"Feeds:{name}:FreshFor"] = name == "once" ? "never" : "00:01:00";
            _settings[$"Feeds:{name}:MaxBytes"] = "100000";
        }

        _silo = await TestSilo.Start(_settings, Time, _kept);
    }

    /// <summary>Kills the silo and starts another on what is stored, with other settings perhaps.</summary>
    public async Task Restart(params (string Key, string Value)[] settings)
    {
        await _silo!.Kill();
        await _silo.DisposeAsync();
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        _silo = await TestSilo.Start(_settings, Time, _kept);
    }

    /// <summary>Which of the first four pieces of a slot are there, an x for each, a - for each that is not.</summary>
    public async Task<string> Pieces(string feed, string slot) => string.Concat(await Task.WhenAll(
        ((string[])[slot, $"{slot}-1", $"{slot}-2", $"{slot}-3"]).Select(async piece =>
        {
            var state = new GrainState<StoredBody>(new StoredBody());
            await _silo!.Stored.ReadStateAsync(piece, GrainId.Create("feed", feed), state);
            return state.RecordExists ? "x" : "-";
        })));

    /// <summary>The store loses a feed's document, and nothing else.</summary>
    public async Task Lose(FeedStatus feed)
    {
        var (grain, slot) = (GrainId.Create("feed", feed.Name), new GrainState<StoredBody>(new StoredBody()));
        await _silo!.Stored.ReadStateAsync(feed.Stored!.Slot, grain, slot);
        await _silo.Stored.ClearStateAsync(feed.Stored.Slot, grain, slot);
    }

    public Task<FeedLook> Once(string feed, params ImmutableArray<string> steps) =>
        _silo!.Grains.GetGrain<IFeedsGrain>(0).Look(feed, steps, new FeedWindow(0, 50));

    public IFeedsGrain Feeds => _silo!.Grains.GetGrain<IFeedsGrain>(0);

    /// <summary>Looks until there is an answer, or a download has failed; time goes on slowly meanwhile, so that back-offs end.</summary>
    public Task<FeedLook> Look(string feed, params ImmutableArray<string> steps) => Settle(() => Once(feed, steps));

    public async Task<FeedLook> Settle(Func<Task<FeedLook>> look)
    {
        for (var tries = 0; tries < 2000; tries++)
        {
            var found = await look();
            if (found.Body is not null || found.Missing is not null || found.Feed is { IsDownloading: false, Error: not null })
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException("The feed did not come.");
    }

    /// <summary>Waits until no download is under way.</summary>
    public async Task Quiet(string feed)
    {
        for (var tries = 0; tries < 2000 && (await Once(feed)).Feed.IsDownloading; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>What a path answers at its n-th request.</summary>
    public void Play(string path, Func<int, IResult?> answer)
    {
        var before = Origin.Script;
        Origin.Script = (asked, count) => asked == path ? answer(count) : before(asked, count);
    }

    public static JsonElement Json(FeedLook look)
    {
        using var document = JsonDocument.Parse(look.Body);
        return document.RootElement.Clone();
    }

    public static string Text(FeedLook look) => Encoding.UTF8.GetString(look.Body!);

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        await Origin.DisposeAsync();
    }
}
