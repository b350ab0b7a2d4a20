using System.Text.Json.Serialization;
using Actors.Gateway.Harvests;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Gateway.Problems;

/// <summary>
/// The JSON of a problem (RFC 9457 §3) with our extensions: what is to blame and where, for <c>fetch_failed</c> the cause,
/// for <c>cursor_expired</c> the way to start again, for <c>no_such_member</c> what is nearest.
/// </summary>
internal sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Restart,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Nearest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Keys)
{
    public static ProblemBody From(Problem problem) => new(
        "about:blank", ReasonPhrases.GetReasonPhrase(problem.Status), problem.Status, problem.Detail, problem.Code, problem.Field,
        problem.Position, problem.Error, problem.Restart, problem.Nearest, problem.Keys);
}
