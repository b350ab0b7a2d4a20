using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Actors.Grains.Feeds;

/// <summary>A way into a document, as a JSON pointer (RFC 6901) has it, with indexes from the end too.</summary>
internal static class FeedPointer
{
    /// <summary>Keys that a missing member is told.</summary>
    private const int MostKeys = 1_000;

    /// <summary>Of these, what the sentence names.</summary>
    private const int Named = 20;

    /// <summary>Adds a step to a pointer.</summary>
    public static string Append(string pointer, string step) =>
        $"{pointer}/{step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Follows steps; what is missing if they lead nowhere. Indexes come back counted from the start.</summary>
    public static (JsonElement Node, string Pointer, FeedMissing? Missing) Follow(FeedDocument document, ImmutableArray<string> steps)
    {
        var (node, pointer) = (document.Root, "");
        foreach (var step in steps)
        {
            if (Step(document, node, pointer, step) is not var (next, shown))
            {
                return (node, pointer, Missing(node, pointer, step));
            }

            (node, pointer) = (next, Append(pointer, shown));
        }

        return (node, pointer, null);
    }

    /// <summary>An index as the RFC has it, without leading zeros; after a hyphen from the end, from 1.</summary>
    public static int? IndexOf(string step, int length)
    {
        var digits = step.StartsWith('-') ? step[1..] : step;
        if (digits.Length is 0 or > 9 || (digits[0] == '0' && step.Length > 1) || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        var index = int.Parse(digits, CultureInfo.InvariantCulture);
        index = step.StartsWith('-') ? length - index : index;
        return index >= 0 && index < length ? index : null;
    }

    private static (JsonElement, string)? Step(FeedDocument document, JsonElement node, string pointer, string step) => node.ValueKind switch
    {
        JsonValueKind.Object when node.TryGetProperty(step, out var member) => (member, step),
        JsonValueKind.Array when IndexOf(step, node.GetArrayLength()) is { } index =>
            (document.ItemOf(node, pointer, index), index.ToString(CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static FeedMissing Missing(JsonElement node, string pointer, string step)
    {
        var place = pointer.Length == 0 ? "The document" : $"'{pointer}'";
        return node.ValueKind switch
        {
            JsonValueKind.Object => NoMember([.. node.EnumerateObject().Take(MostKeys).Select(member => member.Name)]),
            JsonValueKind.Array => new FeedMissing(pointer, null, $"{place} is an array of {node.GetArrayLength()}: '{step}' is no index of it."),
            _ => new FeedMissing(pointer, null, $"{place} is a value: nothing is below it."),
        };

        FeedMissing NoMember(ImmutableArray<string> keys)
        {
            var all = keys.IsEmpty ? "nothing" : string.Join(", ", keys.Take(Named)) + (keys.Length > Named ? ", ..." : "");
            return new FeedMissing(pointer, keys, $"{place} has no member '{step}'. It has {all}.");
        }
    }
}
