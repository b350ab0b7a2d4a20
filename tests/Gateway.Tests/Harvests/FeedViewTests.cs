using System.Collections.Immutable;
using Actors.Gateway.Harvests;
using Actors.Grains.Countries;
using Actors.Grains.Harvests;

namespace Actors.Gateway.Tests.Harvests;

public sealed class FeedViewTests
{
    private static readonly FeedView Empty = FeedView.Empty("harvest/x", "e1");

    [Fact]
    public void News_that_overlaps_adds_only_what_is_new()
    {
        var view = Empty.With(News(0, 1, 2))!.With(News(1, 2, 3))!;

        Assert.Equal(3, view.Last);
        Assert.Contains("\"seq\":3", System.Text.Encoding.UTF8.GetString(view[3].Utf8), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_before_inside_or_behind_the_news_is_a_gap()
    {
        Assert.Null(Empty.With(News(2, 3)));
        Assert.Null(Empty.With(News(0, 1, 3)));
        Assert.Null(Empty.With(News(0, 1) with { Progress = Progress(2) }));
    }

    [Fact]
    public void The_same_news_again_changes_nothing()
    {
        var view = Empty.With(News(0, 1))!;

        Assert.Same(view, view.With(News(1)));
    }

    [Fact]
    public void A_progress_never_goes_back()
    {
        var view = Empty.With(News(0, 1, 2))!;

        Assert.Same(view, view.With(News(0, 1)));
        Assert.Equal(2, view.ProgressSeq);
    }

    [Fact]
    public void A_grown_log_leaves_older_views_as_they_were()
    {
        var old = Empty.With(News(0, 1))!;
        var grown = old.With(News(1, [.. Enumerable.Range(2, 500).Select(seq => (long)seq)]))!;

        Assert.Equal(1, old.Last);
        Assert.Equal(501, grown.Last);
        Assert.Equal(old[1], grown[1]);
    }

    [Fact]
    public void A_cursor_reads_outcomes_in_order_then_the_newest_progress_once()
    {
        var view = Empty.With(News(0, 1, 2))!;
        var cursor = new FeedCursor(new Position("e1", 1));

        Assert.Equal(FeedStep.Event, cursor.Next(view, countries: true, progressDue: true, out _));
        Assert.Equal(FeedStep.Progress, cursor.Next(view, countries: true, progressDue: true, out _));
        Assert.Equal(FeedStep.None, cursor.Next(view, countries: true, progressDue: true, out _));
    }

    [Fact]
    public void A_cursor_ahead_of_the_view_hears_of_no_progress_from_before()
    {
        var view = Empty.With(News(0, 1))!;
        var snapshot = new FeedSnapshot(new Position("e1", 2), default);
        var cursor = FeedCursor.After(snapshot, Empty);

        Assert.Equal(FeedStep.None, cursor.Next(view, countries: true, progressDue: true, out _));
        view = view.With(News(1, 2, 3))!;
        Assert.Equal(FeedStep.Event, cursor.Next(view, countries: true, progressDue: true, out _));
        Assert.Equal(3, cursor.Seq);
    }

    [Fact]
    public void A_snapshot_does_not_hide_progress_that_was_announced_while_it_was_on_its_way()
    {
        var seen = Empty.With(News(0, 1))!;
        var announced = seen.With(News(1) with { Progress = Progress(1) with { InFlight = 3 } })!;

        var cursor = FeedCursor.After(new FeedSnapshot(new Position("e1", 1), default), seen);

        Assert.Equal(FeedStep.Progress, cursor.Next(announced, countries: true, progressDue: true, out _));
        Assert.Equal(FeedStep.None, cursor.Next(announced, countries: true, progressDue: true, out _));
    }

    [Fact]
    public void Asking_more_often_makes_no_more_progress()
    {
        var view = Empty.With(News(0, 1) with { Progress = Progress(1) with { EtaMs = 900 } })!;
        var later = News(1) with { Progress = Progress(1) with { EtaMs = 800 } };

        Assert.Same(view, view.With(later, isAnswer: true));
        Assert.NotSame(view, view.With(later));
        Assert.NotSame(view, view.With(later with { Progress = later.Progress with { InFlight = 1 } }, isAnswer: true));
    }

    [Fact]
    public void A_cursor_of_another_epoch_must_reset() =>
        Assert.Equal(FeedStep.Reset, new FeedCursor(new Position("e0", 0)).Next(Empty, countries: true, progressDue: true, out _));

    [Fact]
    public void Completed_is_the_last_thing_that_a_cursor_reads()
    {
        var end = new HarvestEvent.Completed(2, HarvestState.Completed, new HarvestCounts(0, 1, 0, 0, 0), default);
        var view = Empty.With(News(0, 1))!.With(new HarvestNews("e1", 1, [end], Progress(2), HarvestState.Completed))!;
        var cursor = new FeedCursor(new Position("e1", 1));

        Assert.Equal(FeedStep.Event, cursor.Next(view, countries: false, progressDue: true, out _));
        Assert.Equal(FeedStep.End, cursor.Next(view, countries: false, progressDue: true, out _));
    }

    private static HarvestNews News(long after, params ImmutableArray<long> events) => new(
        "e1", after,
        [.. events.Select(seq => new HarvestEvent.Country(seq, new CountryStatus { Code = "BR", State = CountryState.Ok }))],
        Progress(events.IsEmpty ? after : events[^1]), HarvestState.Running);

    private static HarvestProgress Progress(long seq) => new(seq, new HarvestCounts(1, 1, 0, 0, 0), 0, null);
}
