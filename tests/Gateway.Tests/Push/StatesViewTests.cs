using System.Text;
using System.Text.Json;
using Actors.Gateway.Push;

namespace Actors.Gateway.Tests.Push;

/// <summary>Things that stand somehow, and those that nobody names any more.</summary>
public sealed class StatesViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan GoneFor = TimeSpan.FromMinutes(5);

    [Fact]
    public void What_has_not_changed_is_no_news()
    {
        var view = View(A("active"));

        Assert.Same(view, view.With([A("active")], Noon, GoneFor));
    }

    [Fact]
    public void One_that_is_not_named_any_more_is_said_to_be_dead_once_and_named_for_minutes()
    {
        var gone = View(A("active")).With([], Noon, GoneFor);
        var later = gone.With([], Noon + GoneFor - TimeSpan.FromSeconds(1), GoneFor);
        var dropped = later.With([], Noon + GoneFor, GoneFor);

        Assert.Equal("dead", Event(gone, after: 1).GetProperty("thing").GetProperty("state").GetString());
        Assert.Same(gone, later);
        Assert.Equal("""[{"state":"dead"}]""", State(later));
        Assert.Equal("[]", State(dropped));
        Assert.Equal(2, dropped.Last);
    }

    [Fact]
    public void One_that_is_named_again_is_told_as_it_stands()
    {
        var view = View(A("active")).With([], Noon, GoneFor).With([A("active")], Noon, GoneFor);

        Assert.Equal("active", Event(view, after: 2).GetProperty("thing").GetProperty("state").GetString());
        Assert.Equal("""[{"state":"active"}]""", State(view));
    }

    [Fact]
    public void One_that_was_named_as_dead_is_dropped_without_a_word()
    {
        var view = View(A("dead") with { Gone = null });

        Assert.Equal("[]", State(view.With([], Noon, GoneFor)));
        Assert.Null(view.With([], Noon, GoneFor).Next(after: 1));
    }

    [Fact]
    public void What_was_forgotten_is_not_said_to_be_dead_and_numbers_go_on()
    {
        var view = View(A("active")).Forgotten().With([], Noon, GoneFor);

        Assert.Equal("[]", State(view));
        Assert.Equal(1, view.Last);
        Assert.Equal(2, view.With([A("active")], Noon, GoneFor).Last);
    }

    private static StatesView View(params StateOf[] states) => StatesView.Empty("things").With(states, Noon, GoneFor);

    private static StateOf A(string state) => new("thing", "a", Body(state), Body("dead"));

    private static byte[] Body(string state) => Encoding.UTF8.GetBytes($$"""{"state":"{{state}}"}""");

    private static JsonElement Event(StatesView view, long after) => JsonElement.Parse(view.Next(after)!.Value.Utf8);

    private static string State(StatesView view) => Encoding.UTF8.GetString(view.State.Utf8.Span);
}
