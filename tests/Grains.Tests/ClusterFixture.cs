using Actors.Grains.Harvests;

namespace Actors.Grains.Tests;

/// <summary>One silo in this process with real grains and storage in memory. Tests use origins of their own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestSilo? _silo;

    public TestOrigin Origin { get; private set; } = null!;

    public IGrainFactory Grains => _silo!.Grains;

    /// <summary>Labels o0 to o9 are the same server under paths of their own, with a cap of 4.</summary>
    public async ValueTask InitializeAsync()
    {
        Origin = await TestOrigin.Start();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Harvests:MaxRunning"] = "30" };
        for (var n = 0; n < 20; n++)
        {
            settings[$"Origins:o{n}:FlagUrl"] = $"{Origin.Url}/o{n}/{{cc}}/{{cc}}.svg";
            settings[$"Origins:o{n}:MetadataUrl"] = $"{Origin.Url}/o{n}/{{cc}}/metadata.json";
            settings[$"Origins:o{n}:AllowPrivateAddresses"] = "true";
            settings[$"Origins:o{n}:MaxConcurrency"] = "4";
        }

        settings["Origins:two:FlagUrl"] = $"{Origin.Url}/two/{{cc}}/{{cc}}.svg";
        settings["Origins:two:MetadataUrl"] = $"{Origin.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/two/{{cc}}/metadata.json";
        settings["Origins:two:AllowPrivateAddresses"] = "true";
        settings["Origins:two:MaxConcurrency"] = "50";
        _silo = await TestSilo.Start(settings);
    }

    /// <summary>A harvest, watched to its end.</summary>
    public async Task<HarvestSnapshot> Harvest(HarvestRequest request, string? id = null)
    {
        var harvest = Grains.GetGrain<IHarvestGrain>(id ?? Guid.CreateVersion7().ToString("n"));
        await harvest.Start(request);
        return await Ended(harvest);
    }

    public static async Task<HarvestSnapshot> Ended(IHarvestGrain harvest)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var snapshot = await harvest.Get();
            if (snapshot is null or { FinishedAt: not null })
            {
                return snapshot!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        await Origin.DisposeAsync();
    }
}
