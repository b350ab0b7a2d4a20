using Actors.Client;
using Actors.Client.Harvests;
using Actors.System.Tests.Processes;

namespace Actors.System.Tests.Faults;

/// <summary>
/// What a node needs does not grow with what it fetches: the largest body times the permits, and a base. The collector's own limit is the
/// judge: above it there is no memory, and countries fail.
/// </summary>
public sealed class BoundedMemoryTests
{
    // 288 MiB: 20 permits of 2 MB bodies, each two to four times in memory while it is checked and written, an idle node's 70 MiB, and
    // room (224 did it). The bodies of one harvest alone are 475 MiB.
    private const string HeapLimit = "12000000";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Harvests_of_large_flags_fit_into_a_heap_that_their_bodies_do_not_fit_into()
    {
        await using var stage = new Stage();
        await stage.StartOrigin();
        var node = await stage.StartServe(
            Stage.FreeAddress(), [("DOTNET_GCHeapHardLimit", HeapLimit), ("Origin__Embedded", "false"), .. Label(stage, "one"), .. Label(stage, "two")]);
        using var client = new ActorsClient(node.Address);

        foreach (var label in new[] { "one", "two" })
        {
            var started = await client.StartHarvestAsync(new HarvestOrder { Origin = label, All = true, Concurrency = 20 }, null, Cancel);
            var harvest = await client.WaitForHarvestAsync(started.Id, Patience, Cancel);

            Assert.All(harvest.Countries, country => Assert.Equal(
                (country.Code, CountryStates.Ok, null, 2_000_000), (country.Code, country.State, country.Error?.Code, country.Flag?.Bytes)));
        }
    }

    private static IEnumerable<(string Key, string Value)> Label(Stage stage, string label) =>
    [
        ($"Origins__{label}__FlagUrl", $"{stage.Origin.Address}local/flags/{{cc}}/{{cc}}.svg?size=2000000"),
        ($"Origins__{label}__MetadataUrl", $"{stage.Origin.Address}local/flags/{{cc}}/metadata.json"),
        ($"Origins__{label}__MaxConcurrency", "20"),
        ($"Origins__{label}__AllowPrivateAddresses", "true"),
    ];
}
