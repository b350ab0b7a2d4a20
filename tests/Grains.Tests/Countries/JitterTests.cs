using Actors.Grains.Countries;

namespace Actors.Grains.Tests.Countries;

public sealed class JitterTests
{
    [Fact]
    public void The_same_seed_gives_the_same_chances_and_they_are_spread()
    {
        var chances = CountryCodes.Every.Select(code => new Jitter(1).Of(code, Parts.Flag, 1)).ToList();

        Assert.Equal(chances, CountryCodes.Every.Select(code => new Jitter(1).Of(code, Parts.Flag, 1)));
        Assert.All(chances, chance => Assert.InRange(chance, 0, 0.9999999));
        Assert.InRange(chances.Average(), 0.45, 0.55);
        Assert.Equal(676, chances.Distinct().Count());
        Assert.NotEqual(new Jitter(1).Of("x/BR", Parts.Flag, 1), new Jitter(2).Of("x/BR", Parts.Flag, 1));
        Assert.NotEqual(new Jitter(1).Of("x/BR", Parts.Flag, 1), new Jitter(1).Of("x/BR", Parts.Flag, 2));
        Assert.NotEqual(new Jitter(1).Of("x/BR", Parts.Flag, 1), new Jitter(1).Of("x/BR", Parts.Metadata, 1));
    }
}
