using Actors.Gateway.Tests.Staged;

namespace Actors.Gateway.Tests.Chars;

/// <summary>Runs alone: a request that comes at the same moment may be in one call with one that is never answered.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Collection(Name)]
public sealed class SilentSiloTests(GatewayFixture fixture)
{
    public const string Name = "a silent silo";

    [Fact]
    public async Task A_silo_that_never_answers_is_503_after_a_while()
    {
        // The deadline is one of the cluster's client, which has no clock but the real one.
        string[] paths = ["/v1/chars?q=hang+http", "/v1/chars/facets?q=hang+facets", "/v1/chars/hang%20code"];
        foreach (var answer in paths.Select(path => fixture.Http.Fetch(path)).ToArray())
        {
            using var response = await answer;
            await response.IsProblem(503, "cluster_unavailable");
        }

        StagedChars.Release("hang http");
        StagedChars.Release("facets hang facets");
        StagedChars.Release("hang code");
    }
}
