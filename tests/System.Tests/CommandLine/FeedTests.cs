using Actors.System.Tests.Processes;

namespace Actors.System.Tests.CommandLine;

/// <summary><c>actors feed</c> on the sample of the practice origin.</summary>
public sealed class FeedTests : IAsyncDisposable
{
    private readonly Stage _stage = new();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task On_a_fresh_machine_counts_the_lists_as_the_book_does()
    {
        var counts = await _stage.Run(["feed", "sample"]);

        Assert.True(counts.Status == 0, counts.Everything);
        Assert.Equal(["  1 conferences", "484 events", "357 speakers", " 53 venues"], counts.Out);
    }

    [Fact]
    public async Task Walks_lists_and_finds_records_and_says_what_is_wrong()
    {
        await _stage.StartServe(Stage.FreeAddress(), ("Feeds__none__Url", "http://127.0.0.1:1/none.json"));

        await Says(["feed", "sample", "Schedule.events[40].name"], 0, "Ships *Will* Creak");
        await Says(["feed", "sample", "Schedule.events[40].speakers"], 0, "3471", "5199");
        await Says(["feed", "sample", "Schedule"], 0, "conferences", "events", "speakers", "venues");
        await Says(["feed", "sample", "Schedule.speakers[-1].serial"], 0, "141590");
        var part = await Says(["feed", "sample", "Schedule.venues", "--limit", "52"], 0);
        Assert.Equal(52, part.Out.Count);
        Assert.Equal("52 of 53 items; --limit 53 shows all.", Assert.Single(part.Error));
        var events = await Says(["feed", "sample", "Schedule.events", "-l", "9999"], 0);
        Assert.Equal((484, 0), (events.Out.Count, events.Error.Count));
        var record = await Says(["feed", "sample", "--record", "event.33950"], 0);
        Assert.Contains("venue -> venue.1449: Harbour 251", record.Out);
        var dangling = await Says(["feed", "sample", "--record", "event.35455"], 0);
        Assert.Contains("speakers -> speaker.31044: not in this feed", dangling.Out);
        var list = await Says(["feed"], 0);
        Assert.StartsWith("sample  stored", list.Out[^1], StringComparison.Ordinal);

        await Complains(["feed", "sample", "Schedule.talks"], 2, "'/Schedule' has no member 'talks'. It has conferences, events, speakers, venues. (no_such_member)");
        await Complains(["feed", "sample", "Schedule..x"], 2, "Position 10 of the path");
        await Complains(["feed", "nope"], 2, "There is no feed 'nope'.");
        await Complains(["feed", "sample", "--record", "event.0"], 2, "There is no record 'event.0'.");
        await Complains(["feed", "sample", "Schedule", "--record", "event.0"], 2, "Either a path or --record");
        await Complains(["feed", "none"], 1, "(fetch_failed)");
    }

    private async Task<Finished> Says(string[] command, int status, params string[] lines)
    {
        var ran = await _stage.Run(command);
        Assert.True(ran.Status == status, ran.Everything);
        if (lines.Length > 0)
            Assert.Equal(lines, ran.Out);
        return ran;
    }

    private async Task Complains(string[] command, int status, string about)
    {
        var ran = await _stage.Run(command);
        Assert.True(ran.Status == status, ran.Everything);
        Assert.Contains(ran.Error, line => line.Contains(about, StringComparison.Ordinal));
        Assert.Empty(ran.Out);
    }
}
