using Actors.Grains.Countries;
using Microsoft.AspNetCore.Http;

namespace Actors.Grains.Tests.Countries;

/// <summary>A large flag is put away as soon as it is there, before its country's record names it. It may never do so.</summary>
public sealed class UnnamedFlagTests
{
    [Theory, InlineData(StatusCodes.Status403Forbidden, CountryState.Failed), InlineData(StatusCodes.Status404NotFound, CountryState.NotFound)]
    public async Task Goes_when_the_metadata_does_not_come(int status, CountryState state)
    {
        await using var stage = await LargeFlagStage.Start(hasMetadata: true);
        List<string> before = [];
        stage.Origin.Script = (path, _) =>
        {
            if (path.EndsWith("svg", StringComparison.Ordinal))
            {
                return new TaggedFlag(LargeFlagStage.Svg('1', large: true));
            }

            before.AddRange(stage.Watched.Writes);
            return Results.StatusCode(status);
        };

        var outcome = await stage.Fetch(Parts.Both);

        Assert.Equal(state, outcome.State);
        // It was in the store, not in memory, while the next exchange was under way.
        Assert.Equal(["flag-a"], before);
        await stage.AssertSlots();
    }
}
