namespace Actors.Unicode.Tests.Oracles;

public sealed class IcuNamesTests
{
    // uconv writes \N{...} for each character; what its Unicode does not have yet is <unassigned-hex>.
    [Fact]
    public async Task ICU_gives_the_same_names_and_knows_exactly_the_characters_of_its_version()
    {
        var named = KnownCharacter.All.Where(character => character.IsNamed).ToList();

        var output = await OracleTool.Run(
            "icu-devtools", "uconv", ["-f", "UTF-8", "-t", "UTF-8", "-x", "any-name"],
            string.Concat(named.Select(character => character.Char)), TestContext.Current.CancellationToken);
        var names = output.Split("\\N{", StringSplitOptions.RemoveEmptyEntries).Select(name => name.TrimEnd('\n').TrimEnd('}')).ToList();

        Assert.Equal(named.Count, names.Count);
        var known = named.Zip(names).Where(pair => !pair.Second.StartsWith("<unassigned-", StringComparison.Ordinal)).ToList();
        var newest = known.Max(pair => pair.First.Version);
        TestContext.Current.TestOutputHelper?.WriteLine($"ICU knows {known.Count} named characters up to Unicode {newest}.");
        Assert.True(newest >= new Version(14, 0), $"Unicode {newest}");
        Assert.Equal(named.Count(character => character.Version <= newest), known.Count);
        Assert.Empty(known.Where(pair => pair.First.Name != pair.Second).Take(10));
    }
}
