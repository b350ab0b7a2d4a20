namespace Actors.FrozenJson.Tests;

public sealed class FrozenPathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Schedule.events[40].name", "Schedule.events[40].name")]
    [InlineData("[-1]", "[-1]")]
    [InlineData("[\"16.17.0\"].x", "[\"16.17.0\"].x")]
    [InlineData("[\"a\\\"b\"]", "[\"a\\\"b\"]")]
    [InlineData("[\"\"]", "[\"\"]")]
    [InlineData("a[\"b\"]", "a.b")]
    [InlineData("größe", "größe")]
    public void A_path_is_read_and_written(string path, string written) => Assert.Equal(written, FrozenPath.Of(FrozenPath.Parse(path)));

    [Theory]
    [InlineData(".a", 1)]
    [InlineData("a..b", 3)]
    [InlineData("a.", 3)]
    [InlineData("a[", 3)]
    [InlineData("a[1", 4)]
    [InlineData("a[x]", 3)]
    [InlineData("a[\"b]", 6)]
    [InlineData("a[1]b", 5)]
    [InlineData("a]", 2)]
    [InlineData("a[99999999999]", 3)]
    public void A_mistake_is_named_by_its_position(string path, int position)
    {
        var error = Assert.Throws<FormatException>(() => FrozenPath.Parse(path));

        Assert.StartsWith($"Position {position} of the path", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_bounded()
    {
        Assert.Throws<FormatException>(() => FrozenPath.Parse(new string('a', FrozenPath.MaxLength + 1)));
        Assert.Throws<FormatException>(() => FrozenPath.Parse(string.Join('.', Enumerable.Repeat("a", FrozenPath.MaxSteps + 1))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Any_steps_survive_writing_and_reading(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++)
        {
            PathStep[] steps = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Step(random))];
            Assert.True(steps.SequenceEqual(FrozenPath.Parse(FrozenPath.Of(steps))), $"Seed {seed}, round {round}: {FrozenPath.Of(steps)}");
        }
    }

    private static PathStep Step(Random random) => random.Next(3) == 0
        ? PathStep.To(random.Next(-5, 50))
        : PathStep.To(new string([.. Enumerable.Range(0, random.Next(5)).Select(_ => "ab_0.[]\"\\ é\n/~"[random.Next(14)])]));
}
