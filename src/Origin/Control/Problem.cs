using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Actors.Origin.Control;

/// <summary>An error as RFC 9457 has it.</summary>
/// <param name="Code">Stable, for programs.</param>
internal sealed record Problem(string Type, string Title, int Status, string Code, string? Detail)
{
    public const string MediaType = "application/problem+json";

    public static Problem Of(int status, string? code = null, string? detail = null) => new(
        "about:blank", ReasonPhrases.GetReasonPhrase(status), status, code ?? CodeOf(status), detail);

    public byte[] ToUtf8Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, OriginJson.Default.Problem);

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        _ => "practice_fault",
    };
}
