using System.Text.Json;
using Actors.Gateway.Harvests;

namespace Actors.Gateway.Problems;

/// <summary>An error as every transport tells it: an RFC 9457 problem over HTTP, an <c>error</c> frame on a socket.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable; part of the public surface.</param>
/// <param name="Detail">One or two sentences for people.</param>
/// <param name="Field">The member, parameter or header to blame; null if none is.</param>
internal sealed record Problem(int Status, string Code, string Detail, string? Field = null)
{
    /// <summary>When trying again makes sense; null where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Why a country could not be fetched; null for every other problem.</summary>
    public ErrorBody? Error { get; init; }

    /// <summary>Where in the value of <see cref="Field"/> the fault is, in UTF-16 units from 0; null where that says nothing.</summary>
    public int? Position { get; init; }

    /// <summary>Path and query with which to start again, where going on became impossible; else null.</summary>
    public string? Restart { get; init; }

    /// <summary>Of <c>no_such_member</c>: the path of the last thing that is there, a JSON pointer; else null.</summary>
    public string? Nearest { get; init; }

    /// <summary>Its keys, if it is an object; else null.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>What <c>WWW-Authenticate</c> says beside it (RFC 9110 §11.6.1); null where no key would help.</summary>
    public string? Challenge { get; init; }

    /// <summary>The same request may succeed later without a change.</summary>
    public bool Retryable => RetryAfter is not null || Status is StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable;

    /// <summary>A caller's value cannot be used; the code is <c>invalid_</c> and the field in snake case, without index.</summary>
    public static ProblemException Invalid(string field, string detail) => new(new Problem(
        StatusCodes.Status400BadRequest, $"invalid_{JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Split('[')[0])}", detail, field));

    public static ProblemException HarvestNotFound() =>
        new(new Problem(StatusCodes.Status404NotFound, "harvest_not_found", "There is no harvest of that id."));

    public static ProblemException ClusterUnavailable() => new(ClusterDown);

    /// <summary>No silo answered in time. A cluster that lost a member recovers within seconds.</summary>
    public static Problem ClusterDown { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "cluster_unavailable", "The cluster does not answer; try again shortly.")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };
}
