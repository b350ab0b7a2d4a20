using Actors.Grains.Origins;
using Actors.Grains.Throttles;
using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;

namespace Actors.Grains.Tests.Origins;

public sealed class OriginsGrainTests : IAsyncLifetime
{
    private const string Flags = "https://flags.example.org:443";
    private const string Metadata = "https://metadata.example.org:443";
    private InProcessTestCluster _cluster = null!;

    private IOriginsGrain Origins => _cluster.Client.GetGrain<IOriginsGrain>(0);

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Origins:two:FlagUrl"] = "https://flags.example.org/{cc}.png?key=sesame",
            ["Origins:two:MetadataUrl"] = "https://metadata.example.org/{cc}",
            ["Origins:flags:FlagUrl"] = "https://flags.example.org/{CC}.png",
            ["Origins:flags:MaxConcurrency"] = "3",
        }));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage(Storage.Name);
            silo.UseInMemoryReminderService();
            silo.Services.AddGrains(directoryIsOurs: true);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Pausing_and_resuming_a_label_reach_every_authority_of_its_templates()
    {
        Assert.True((await Origins.Pause("two")).Throttle.Paused);
        Assert.Equal((true, true), (await IsPaused(Flags), await IsPaused(Metadata)));
        Assert.True((await Origins.Find("flags")).Throttle.Paused);

        Assert.False((await Origins.Resume("two")).Throttle.Paused);
        Assert.Equal((false, false), (await IsPaused(Flags), await IsPaused(Metadata)));
    }

    [Theory]
    [InlineData(Flags)]
    [InlineData(Metadata)]
    public async Task A_label_stands_as_its_worst_authority_does(string worse)
    {
        await _cluster.Client.GetGrain<IThrottleGrain>(worse).Pause();

        var two = (await Origins.List()).Single(origin => origin.Label == "two").Throttle;

        Assert.Equal((true, 3), (two.Paused, two.Limit));
    }

    [Fact]
    public async Task A_key_in_a_url_is_not_shown() => Assert.Equal(
        ("https://flags.example.org/{cc}.png?key=…", "https://metadata.example.org/{cc}"),
        await Origins.Find("two") is var two ? (two.FlagUrl, two.MetadataUrl) : default);

    private async Task<bool> IsPaused(string authority) => (await _cluster.Client.GetGrain<IThrottleGrain>(authority).Describe()).Paused;
}
