using System.Text.Json.Serialization;
using Actors.Gateway.Harvests;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Gateway.Problems;

/// <summary>The JSON of a problem (RFC 9457 §3) with our two extensions and, for <c>fetch_failed</c>, the cause.</summary>
internal sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error)
{
    public static ProblemBody From(Problem problem) =>
        new("about:blank", ReasonPhrases.GetReasonPhrase(problem.Status), problem.Status, problem.Detail, problem.Code, problem.Field, problem.Error);
}
