using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Actors.FrozenJson;

/// <summary>
/// Paths into a document as people write them: <c>Schedule.events[40].name</c>. A name with anything but letters, digits and
/// underscores stands in brackets and quotation marks, as JSON has them: <c>["16.17.0"]</c>.
/// </summary>
public static class FrozenPath
{
    /// <summary>UTF-16 units of a path that is read.</summary>
    public const int MaxLength = 4096;

    /// <summary>Steps of a path that is read; no document is deeper.</summary>
    public const int MaxSteps = FrozenDocument.MaxDepth;

    /// <summary>Follows a path from a node. Scalars come as values of .NET, anything else as a <see cref="FrozenNode"/>.</summary>
    /// <exception cref="NoSuchMemberException">It leads nowhere.</exception>
    public static object? Follow(FrozenNode node, IEnumerable<PathStep> steps)
    {
        object? here = node;
        var (nearest, last) = (node, default(PathStep));
        foreach (var step in steps)
        {
            // A scalar has nothing below it; as a node it can say so, with its place.
            nearest = here as FrozenNode ?? nearest.Child(last);
            here = step.Name is { } name ? nearest[name] : nearest[step.Index];
            last = step;
        }

        return here;
    }

    /// <summary>Reads a path; empty = the document itself.</summary>
    /// <exception cref="FormatException">It is no path; the message names the position, from 1.</exception>
    public static IReadOnlyList<PathStep> Parse(string path)
    {
        if (path.Length > MaxLength)
            throw new FormatException($"A path may have {MaxLength} characters; this one has {path.Length}.");
        var steps = new List<PathStep>();
        var at = 0;
        while (at < path.Length)
        {
            if (steps.Count == MaxSteps)
                throw new FormatException($"A path may have {MaxSteps} steps.");
            steps.Add(path[at] == '[' ? Bracket(path, ref at) : Name(path, ref at, isFirst: steps.Count == 0));
        }

        return steps;
    }

    /// <summary>Writes steps as a path.</summary>
    public static string Of(IEnumerable<PathStep> steps) => steps.Aggregate("", Append);

    internal static string Append(string path, PathStep step) => step.Name switch
    {
        null => $"{path}[{step.Index.ToString(CultureInfo.InvariantCulture)}]",
        { Length: > 0 } name when name.All(IsPlain) => path.Length == 0 ? name : $"{path}.{name}",
        var name => $"{path}[\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"]",
    };

    internal static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static bool IsPlain(char unit) => char.IsLetterOrDigit(unit) || unit == '_';

    private static PathStep Name(string path, ref int at, bool isFirst)
    {
        if (path[at] == '.' && !isFirst)
            at++;
        else if (!isFirst)
            throw Wrong(path, at, "'.' or '['");
        var start = at;
        while (at < path.Length && path[at] is not ('.' or '[' or ']'))
            at++;
        return at > start ? PathStep.To(path[start..at]) : throw Wrong(path, at, "a name");
    }

    private static PathStep Bracket(string path, ref int at)
    {
        var start = ++at;
        if (at < path.Length && path[at] == '"')
            return Quoted(path, ref at);
        while (at < path.Length && path[at] != ']')
            at++;
        if (at == path.Length)
            throw Wrong(path, at, "']'");
        return int.TryParse(path.AsSpan(start, at++ - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
            ? PathStep.To(index)
            : throw Wrong(path, start, "an index, or a name in quotation marks");
    }

    private static PathStep Quoted(string path, ref int at)
    {
        var start = at++;
        while (at < path.Length && path[at] != '"')
            at += path[at] == '\\' ? 2 : 1;
        if (at >= path.Length || !path.AsSpan(at).StartsWith("\"]", StringComparison.Ordinal))
            throw Wrong(path, Math.Min(at, path.Length), "'\"]'");
        at += 2;
        try
        {
            using var quoted = JsonDocument.Parse(path.AsMemory(start, at - start - 1));
            return PathStep.To(quoted.RootElement.GetString()!);
        }
        catch (JsonException)
        {
            throw Wrong(path, start, "a name as JSON writes strings");
        }
    }

    private static FormatException Wrong(string path, int at, string expected) =>
        new($"Position {(at + 1).ToString(CultureInfo.InvariantCulture)} of the path '{path}' should be {expected}.");
}
