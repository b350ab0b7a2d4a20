using System.Collections;
using System.Dynamic;
using System.Linq.Expressions;
using System.Text.Json;

namespace Actors.FrozenJson;

/// <summary>
/// A read-only view of one object or array of a document, without copies: <c>feed.Schedule.speakers[-1].name</c> on a
/// <c>dynamic</c> variable, or the same through <see cref="this[string]"/> and <see cref="this[int]"/>. Views are made anew at
/// each access and cost a few words. They may be used by any number of threads at once.
/// </summary>
/// <remarks>
/// What a member gives: a view for objects and arrays, <see cref="string"/>, <see cref="bool"/>, <see langword="null"/>, and for
/// numbers <see cref="long"/> where they are whole and fit, else <see cref="decimal"/> where that is exact, else
/// <see cref="double"/>. Not a <see cref="DynamicObject"/>: there a member of the class wins over one of the data with the same
/// name (<c>Keys</c>, <c>Path</c>), and in data any name may occur.
/// </remarks>
public sealed class FrozenNode : IDynamicMetaObjectProvider, IEnumerable<object?>, IEquatable<FrozenNode>
{
    private readonly FrozenNode? _parent;
    private readonly string? _name;
    private readonly int _index;

    internal FrozenNode(JsonElement element) => Element = element;

    private FrozenNode(JsonElement element, FrozenNode parent, string? name, int index)
    {
        Element = element;
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The value itself, for whoever wants to read it another way. A document of a single scalar has one too.</summary>
    public JsonElement Element { get; }

    /// <summary>Where this is in its document, as it would be written in C#: <c>Schedule.events[40]</c>. Empty for the root.</summary>
    public string Path => FrozenPath.Of(Steps());

    /// <summary>Number of members of an object, or of items of an array; 0 for a scalar.</summary>
    public int Count => Element.ValueKind switch
    {
        JsonValueKind.Object => Element.GetPropertyCount(),
        JsonValueKind.Array => Element.GetArrayLength(),
        _ => 0,
    };

    /// <summary>Names of an object's members, in the document's order; none for anything else.</summary>
    public IEnumerable<string> Keys => Element.ValueKind == JsonValueKind.Object ? Element.EnumerateObject().Select(member => member.Name) : [];

    /// <summary>
    /// Those names that cannot be written after a dot in C#, each with how it can be written instead (<see cref="SafeNames"/>):
    /// <c>2be</c> as <c>_2be</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Spellings => SafeNames.Of(Keys);

    /// <summary>A member of an object, by its name or by its safe spelling; the name wins.</summary>
    /// <exception cref="NoSuchMemberException">There is none, or this is no object.</exception>
    public object? this[string name] =>
        TryGet(name, out var value) ? value : throw NoSuchMemberException.Named(this, name);

    /// <summary>An item of an array, from 0; a negative index counts from the end.</summary>
    /// <exception cref="NoSuchMemberException">There is none, or this is no array.</exception>
    public object? this[int index] =>
        TryGet(index, out var value) ? value : throw NoSuchMemberException.At(this, index);

    /// <summary>As <see cref="this[string]"/>; false if there is no such member.</summary>
    public bool TryGet(string name, out object? value)
    {
        value = null;
        if (Element.ValueKind != JsonValueKind.Object)
            return false;
        if (!Element.TryGetProperty(name, out var member))
        {
            if (SafeNames.Meant(name, Keys) is not { } meant)
                return false;
            (name, member) = (meant, Element.GetProperty(meant));
        }

        value = Wrap(member, name, index: -1);
        return true;
    }

    /// <summary>As <see cref="this[int]"/>; false if there is no such item.</summary>
    public bool TryGet(int index, out object? value)
    {
        value = null;
        if (Element.ValueKind != JsonValueKind.Array)
            return false;
        var length = Element.GetArrayLength();
        var position = index < 0 ? index + length : index;
        if (position < 0 || position >= length)
            return false;
        value = Wrap(Element[position], name: null, position);
        return true;
    }

    /// <summary>The items of an array; for an object, a <see cref="KeyValuePair{TKey, TValue}"/> for each member.</summary>
    public IEnumerator<object?> GetEnumerator()
    {
        if (Element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in Element.EnumerateObject())
                yield return KeyValuePair.Create(member.Name, Wrap(member.Value, member.Name, index: -1));
        }
        else if (Element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in Element.EnumerateArray())
                yield return Wrap(item, name: null, index++);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are the same place of the same document.</summary>
    public bool Equals(FrozenNode? other) =>
        other is not null && ReferenceEquals(Root(), other.Root()) && Steps().SequenceEqual(other.Steps());

    public override bool Equals(object? obj) => obj is FrozenNode other && Equals(other);

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    /// <summary>The JSON text, as it stands in the document.</summary>
    public override string ToString() => Element.GetRawText();

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => new FrozenMembers(parameter, this);

    /// <summary>A scalar as a value of .NET, anything else as a view.</summary>
    internal static object? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Numbers.Read(element),
        _ => null,
    };

    /// <summary>What a step that leads somewhere leads to, scalars too.</summary>
    internal FrozenNode Child(PathStep step)
    {
        if (step.Name is not { } name)
        {
            var position = step.Index < 0 ? step.Index + Element.GetArrayLength() : step.Index;
            return new FrozenNode(Element[position], this, name: null, position);
        }

        var meant = Element.TryGetProperty(name, out _) ? name : SafeNames.Meant(name, Keys)!;
        return new FrozenNode(Element.GetProperty(meant), this, meant, index: -1);
    }

    private object? Wrap(JsonElement element, string? name, int index) =>
        element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? new FrozenNode(element, this, name, index) : Scalar(element);

    private FrozenNode Root()
    {
        var node = this;
        while (node._parent is { } parent)
            node = parent;
        return node;
    }

    private Stack<PathStep> Steps()
    {
        var steps = new Stack<PathStep>();
        for (var node = this; node._parent is { } parent; node = parent)
            steps.Push(new PathStep(node._name, node._index));
        return steps;
    }
}
