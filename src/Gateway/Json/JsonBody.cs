using System.Text.Json;
using Actors.Gateway.Problems;
using Microsoft.Net.Http.Headers;

namespace Actors.Gateway.Json;

/// <summary>Reads the JSON object of a request.</summary>
internal static class JsonBody
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}"u8);

    /// <summary>The body's members; none if there is no body.</summary>
    /// <exception cref="ProblemException">Another media type, or not an object.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static async Task<JsonFields> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellationToken);
        // A browser sends a foreign page's text/plain without asking first, so an unlabelled body is not taken for JSON.
        if ((content.Length > 0 || request.ContentType is not null) && !IsJson(request.ContentType))
            throw new ProblemException(ExceptionProblems.FromStatus(StatusCodes.Status415UnsupportedMediaType));
        if (content.Length == 0)
            return new JsonFields(Empty);
        using var document = JsonDocument.Parse(content.ToArray());
        return new JsonFields(document.RootElement.Clone());
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
