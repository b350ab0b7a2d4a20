using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Actors.Gateway.Chars.Page;

/// <summary>
/// Writes HTML piece by piece, closing what it opened. Text and attribute values are always encoded: there is no way around
/// it, and what no page can show (control characters, which HTML has no notation for) becomes a picture of it.
/// </summary>
internal sealed class HtmlWriter
{
    /// <summary>SYMBOL FOR SUBSTITUTE FORM TWO: stands for what has no picture of its own.</summary>
    public const string NoCharacter = "\u2426";

    private const int ControlPictures = 0x2400;
    private const char DeletePicture = '\u2421';

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new("<!doctype html>\n");
    private readonly Stack<string> _open = [];

    /// <summary>Starts an element. An attribute without value (null) is left out.</summary>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Void(tag, attributes);
        _open.Push(tag);
        return this;
    }

    /// <summary>An element that has neither content nor end.</summary>
    public HtmlWriter Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _html.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
                _html.Append(' ').Append(name).Append("=\"").Append(Encode(value)).Append('"');
        }

        _html.Append('>');
        return this;
    }

    /// <summary>An element that holds only text.</summary>
    public HtmlWriter Element(string tag, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(tag, attributes).Text(text).Close();

    public HtmlWriter Text(string text)
    {
        _html.Append(Encode(text));
        return this;
    }

    /// <summary>Ends the innermost open element.</summary>
    public HtmlWriter Close()
    {
        _html.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    /// <summary>The finished page.</summary>
    public byte[] ToUtf8()
    {
        while (_open.Count > 0)
            Close();
        return Encoding.UTF8.GetBytes(_html.ToString());
    }

    private static string Encode(string text) => Encoder.Encode(Showable(text));

    private static string Showable(string text)
    {
        var position = 0;
        StringBuilder? shown = null;
        while (position < text.Length)
        {
            var isRune = Rune.TryGetRuneAt(text, position, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (!isRune || Picture(rune.Value) is not null)
                shown ??= new StringBuilder(text, 0, position, text.Length);
            if (shown is not null && (isRune ? Picture(rune.Value) : NoCharacter[0]) is { } picture)
                shown.Append(picture);
            else
                shown?.Append(text, position, length);
            position += length;
        }

        return shown?.ToString() ?? text;
    }

    // The white space of a text area or a pasted line is text; other controls and noncharacters are parse errors in HTML,
    // and a reference to U+0080-U+009F would even mean another character.
    private static char? Picture(int value) => value switch
    {
        '\t' or '\n' => null,
        < 0x20 => (char)(ControlPictures + value),
        0x7F => DeletePicture,
        >= 0x80 and < 0xA0 or >= 0xFDD0 and <= 0xFDEF => NoCharacter[0],
        _ when (value & 0xFFFE) == 0xFFFE => NoCharacter[0],
        _ => null,
    };
}
