using Actors.Origin.Modes;

namespace Actors.Origin.Tests.Modes;

/// <summary>All modes together: every one is documented, answers, and ends in the log.</summary>
public sealed class ModeCatalogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_mode_is_documented_and_every_documented_mode_exists()
    {
        var names = Names();
        var documented = File.ReadAllText(Documentation()).Split("## Modes")[1].Split("## The log")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
            .Select(name => name.Trim('`'));

        Assert.Equal(names.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_mode_answers_in_its_way_and_ends_in_the_log()
    {
        await using var origin = await RunningOrigin.Start();
        string[] unhurried = ["hang", "stall"];
        string[] endless = ["oversizecl"];
        var names = Names().Except([.. unhurried, .. endless]).ToArray();
        string[] paths = ["/flags/br/br.svg", "/flags/br/br.png", "/flags/br/metadata.json", "/flags/xx/xx.svg"];

        await Parallel.ForEachAsync(
            from name in names from path in paths select (name, path),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (asked, _) => await RawClient.Ask(origin.Addresses.Control, $"/{asked.name}{asked.path}?rate=1&pace=0&n=0&size=50000"));
        var events = await origin.Events();

        Assert.Equal(names.Length * paths.Length, events.Count);
        Assert.Equal(0, origin.Log.InFlight);
        Assert.DoesNotContain(events, ended => ended.GetProperty("status").GetInt32() == 499);
    }

    [Theory]
    [InlineData("/flags/br/br.svg")]
    [InlineData("/flags/br/br.png")]
    [InlineData("/flags/br/metadata.json")]
    public async Task HEAD_is_answered_without_a_body(string path)
    {
        await using var origin = await RunningOrigin.Start();

        foreach (var mode in (string[])["local", "r429", "empty", "oversize", "wrongtype", "gzip", "bom", "redirloop"])
        {
            var (answer, _) = await RawClient.Ask(origin.Addresses.Control, $"/{mode}{path}?rate=1", "HEAD");
            Assert.Equal((mode, string.Empty), (mode, RawClient.Body(answer)));
        }
    }

    private static IReadOnlyList<string> Names()
    {
        OriginOptions options = new();
        var time = TimeProvider.System;
        IFaultFamily[] families =
        [
            new ThrottleFaults(time), new QuotaFaults(time), new StatusFaults(), new TimingFaults(time), new ConnectionFaults(time),
            new FramingFaults(time), new SizeFaults(), new TypeFaults(), new EncodingFaults(), new RedirectFaults(), new JsonFaults(),
            new TextFaults(), new ImageFaults(), new CacheFaults(),
        ];
        return new ModeCatalog([new LocalMode(), new DelayMode(options, time), new ErrorMode(options, time)], families).Names;
    }

    private static string Documentation()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docs", "origin.md");
            if (File.Exists(file))
                return file;
        }

        throw new FileNotFoundException("docs/origin.md");
    }
}
