using Actors.Gateway.Chars;

namespace Actors.Gateway.Tests.Chars;

public sealed class AskedBeforeTests
{
    [Fact]
    public void The_second_time_is_known()
    {
        var asked = new AskedBefore();

        Assert.False(asked.Ask("a"));
        Assert.True(asked.Ask("a"));
        Assert.True(asked.Ask("a"));
    }

    [Fact]
    public void What_is_new_is_hardly_ever_taken_for_known()
    {
        var asked = new AskedBefore();

        Assert.InRange(Enumerable.Range(0, 100_000).Count(question => asked.Ask($"{question}")), 0, 10);
    }
}
