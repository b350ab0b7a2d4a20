using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Actors.Gateway.Problems;

namespace Actors.Gateway.Json;

/// <summary>
/// The members of one JSON object from outside, taken one by one by who knows them. Duplicates are refused at once
/// (readers disagree about which one counts: RFC 8259 §4), strangers by <see cref="RefuseRest"/>.
/// </summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _members = [];

    /// <exception cref="ProblemException">Not an object, or a member stands there twice.</exception>
    public JsonFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new ProblemException(new Problem(StatusCodes.Status400BadRequest, "invalid_json", "The body must be a JSON object."));
        foreach (var member in element.EnumerateObject())
            if (!_members.TryAdd(member.Name, member.Value))
                throw Refused("duplicate_member", $"'{Shown(member.Name)}' stands there more than once.", member.Name);
    }

    /// <summary>A member, which then counts as known; null if it is absent or null.</summary>
    public JsonElement? Take(string name) =>
        _members.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <param name="name">Of the member.</param>
    /// <param name="maxLength">In UTF-16 units; <see cref="int.MaxValue"/> where whoever reads it says how long it may be.</param>
    /// <param name="notText">The code for a string that is not valid Unicode; null = as for any other unusable value.</param>
    public string? TakeString(string name, int maxLength, string? notText = null)
    {
        if (Take(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && TextOf(value, name, notText) is var text && text.Length <= maxLength)
            return text;
        throw Problem.Invalid(
            name, $"'{name}' must be a string{(maxLength == int.MaxValue ? "" : $" of at most {maxLength} characters")}.");
    }

    public bool? TakeBool(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Problem.Invalid(name, $"'{name}' must be true or false."),
    };

    public long? TakeInteger(string name, long min, long max)
    {
        if (Take(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number < min || number > max)
            throw Problem.Invalid(name, $"'{name}' must be an integer from {min} to {max}.");
        return number;
    }

    /// <exception cref="ProblemException">A member was not taken: nobody knows it.</exception>
    public void RefuseRest()
    {
        foreach (var name in _members.Keys)
            throw Refused("unknown_member", $"There is no member '{Shown(name)}' here.", name);
    }

    // The parser takes half a surrogate pair as it is; reading the string is where it shows.
    private static string TextOf(JsonElement value, string name, string? notText)
    {
        try
        {
            return value.GetString()!;
        }
        // Bytes that are no UTF-8 are no JSON either: those are the whole body's fault.
        catch (InvalidOperationException exception) when (exception.InnerException is not DecoderFallbackException)
        {
            var position = JsonText.IndexOfLoneSurrogate(JsonMarshal.GetRawUtf8Value(value));
            var problem = Problem.Invalid(name, $"'{name}' is not valid Unicode: a surrogate stands alone (position {position}).").Problem;
            throw new ProblemException(problem with { Code = notText ?? problem.Code, Position = position });
        }
    }

    private static ProblemException Refused(string code, string detail, string name) =>
        new(new Problem(StatusCodes.Status400BadRequest, code, detail, Shown(name)));

    // A name is a stranger's text of any length; a problem is not the place to send all of it back.
    private static string Shown(string name) => name.Length <= 64 ? name : $"{name[..64]}…";
}
