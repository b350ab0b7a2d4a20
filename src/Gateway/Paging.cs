using System.Globalization;
using Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace Actors.Gateway;

/// <summary>Which slice of a list is asked for: <c>limit</c> 1-200 (default 50), <c>after</c> a cursor of an earlier page.</summary>
internal readonly record struct Paging(int Limit, string? After)
{
    private const int MaxLimit = 200;
    private const int DefaultLimit = 50;
    private const int MaxCursor = 256;

    public static QueryParameter LimitParameter { get; } = new("limit", "integer", "Items per page, 1-200. Default 50.");

    public static QueryParameter AfterParameter { get; } = new("after", "string", "The next cursor of an earlier page.");

    public static Paging Of(HttpRequest request)
    {
        var limit = DefaultLimit;
        if (request.Query.TryGetValue("limit", out var asked)
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
            throw Problem.Invalid("limit", $"'limit' must be an integer from 1 to {MaxLimit}.");
        var after = (string?)request.Query["after"];
        if (after is { Length: > MaxCursor })
            throw BadCursor();
        return new Paging(limit, after is "" ? null : after);
    }

    public static ProblemException BadCursor() =>
        new(new Problem(StatusCodes.Status400BadRequest, "invalid_cursor", "'after' is not a cursor that a page here gave.", "after"));

    /// <summary>Says where the next page is (RFC 8288), keeping the rest of the query.</summary>
    public static void AddLink(HttpContext context, string? next)
    {
        if (next is null)
            return;
        var query = new QueryBuilder(context.Request.Query.Where(pair => pair.Key != "after")) { { "after", next } };
        context.Response.Headers.Link = $"<{context.Request.Path.ToUriComponent()}{query}>; rel=\"next\"";
    }
}

/// <summary>A page of a list; <paramref name="Next"/> is the cursor of the next one, null at the end.</summary>
internal sealed record PageBody<T>(IReadOnlyList<T> Items, string? Next);
