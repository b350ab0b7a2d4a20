using System.Collections.Immutable;
using System.Globalization;

namespace Actors.FrozenJson;

/// <summary>Nothing is at a path. Says how far the document goes that way, and what is there.</summary>
public sealed class NoSuchMemberException : KeyNotFoundException
{
    /// <summary>Names that are listed at most in the message; <see cref="Keys"/> has all.</summary>
    private const int Listed = 20;

    private NoSuchMemberException(FrozenNode nearest, PathStep missing, string why)
        : base(why)
    {
        Path = FrozenPath.Append(nearest.Path, missing);
        Nearest = nearest.Path;
        Keys = [.. nearest.Keys];
    }

    /// <summary>The whole path that was asked for, up to the first step that leads nowhere.</summary>
    public string Path { get; }

    /// <summary>The path of the last thing that is there.</summary>
    public string Nearest { get; }

    /// <summary>The names that it has; empty for an array or a scalar.</summary>
    public ImmutableArray<string> Keys { get; }

    internal static NoSuchMemberException Named(FrozenNode node, string name) => new(node, PathStep.To(name), $"{Start(node, PathStep.To(name))} {(
        node.Element.ValueKind != System.Text.Json.JsonValueKind.Object ? $"{Place(node)} is {FrozenPath.KindOf(node.Element)}, which has no names."
        : SafeNames.Ambiguous(name, node.Keys) is { Length: > 0 } several ? $"{Place(node)} has several keys that are spelt so: {string.Join(", ", several)}. Use the indexer."
        : node.Count == 0 ? $"{Place(node)} is empty."
        : $"{Place(node)} has {string.Join(", ", node.Keys.Take(Listed))}{(node.Count > Listed ? $" and {node.Count - Listed} more" : "")}.")}");

    internal static NoSuchMemberException At(FrozenNode node, int index) => new(node, PathStep.To(index), $"{Start(node, PathStep.To(index))} {(
        node.Element.ValueKind != System.Text.Json.JsonValueKind.Array ? $"{Place(node)} is {FrozenPath.KindOf(node.Element)}, which has no indexes."
        : node.Count == 0 ? $"{Place(node)} is empty."
        : $"{Place(node)} has the indexes 0 to {(node.Count - 1).ToString(CultureInfo.InvariantCulture)}, and -1 to -{node.Count.ToString(CultureInfo.InvariantCulture)} from the end.")}");

    private static string Start(FrozenNode node, PathStep missing) => $"There is no '{FrozenPath.Append(node.Path, missing)}':";

    private static string Place(FrozenNode node) => node.Path.Length == 0 ? "the document" : $"'{node.Path}'";
}
