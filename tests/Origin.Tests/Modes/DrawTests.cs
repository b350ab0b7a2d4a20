using Actors.Origin.Modes;

namespace Actors.Origin.Tests.Modes;

public sealed class DrawTests
{
    // Computed by another program in another language from the definition.
    [Theory]
    [InlineData(1, "error", "/flags/br/br.svg", 1, 0.3697345824992444)]
    [InlineData(1, "error", "/flags/br/br.svg", 2, 0.8505641098384917)]
    [InlineData(-7, "error-delay", "/flags/ci/metadata.json", 3, 0.3853278077684953)]
    public void A_draw_is_what_its_definition_says(long seed, string purpose, string path, int attempt, double expected) =>
        Assert.Equal(expected, Draw.Of(seed, purpose, path, attempt));

    [Fact]
    public void Draws_are_spread_evenly()
    {
        var draws = Enumerable.Range(1, 10_000).Select(attempt => Draw.Of(1, "error", "/", attempt)).ToArray();

        Assert.All(draws, draw => Assert.InRange(draw, 0, 1));
        Assert.InRange(draws.Count(draw => draw < 0.25), 2_350, 2_650);
    }
}
