using System.Collections.Immutable;
using Actors.Gateway.Chars;
using Actors.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.Gateway.Feeds;

/// <summary>
/// The feed and the steps into it, of the target as it was sent: the framework decodes a path before it splits it, and leaves
/// <c>%2F</c> as it is. A step is percent-encoded UTF-8, with <c>~1</c> for a slash and <c>~0</c> for a tilde (RFC 6901 §3).
/// </summary>
internal sealed record FeedTarget(string Feed, ImmutableArray<string> Steps)
{
    /// <summary>UTF-16 units of all steps together, decoded.</summary>
    public const int MostUnits = 4096;

    /// <summary>No document is deeper.</summary>
    public const int MostSteps = 64;

    private const string Field = "path";

    // Before the first slash is nothing; then come "v1" and "feeds".
    private const int Before = 3;

    /// <exception cref="ProblemException">An escape that is none, or too long or deep a path.</exception>
    public static FeedTarget Of(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // As proxies are asked (RFC 9112 §3.2.2).
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
            target = absolute.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped);
        string[] segments = [.. target.Split('?')[0].Split('/').Skip(Before).Select(raw => PercentText.Decode(raw, Field, plusIsSpace: false))];
        ImmutableArray<string> steps = [.. segments.Skip(1).Select(Unescape)];
        if (steps.Length > MostSteps)
            throw Problem.Invalid(Field, $"A path may have {MostSteps} steps; no document is deeper.");
        if (steps.Sum(step => step.Length) > MostUnits)
            throw Problem.Invalid(Field, $"A path may have {MostUnits} characters.");
        return new FeedTarget(segments.FirstOrDefault(""), steps);
    }

    private static string Unescape(string step)
    {
        if (!step.Contains('~', StringComparison.Ordinal))
            return step;
        for (var at = step.IndexOf('~', StringComparison.Ordinal); at >= 0; at = step.IndexOf('~', at + 1))
        {
            if (at + 1 == step.Length || step[at + 1] is not ('0' or '1'))
                throw Problem.Invalid(Field, "In a path ~ is written ~0, and / within a name ~1 (RFC 6901).");
        }

        return step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
    }
}
