using System.Globalization;
using System.Text;

namespace Actors.Gateway.Telnet;

/// <summary>A stranger's text as one piece of one log line: nothing in it can end the line, move the cursor or hide itself.</summary>
internal readonly record struct ShownText(string Text)
{
    private const int MaxLength = 200;

    public override string ToString()
    {
        var shown = new StringBuilder();
        foreach (var rune in Text.EnumerateRunes())
        {
            if (shown.Length >= MaxLength)
                return shown.Append("...").ToString();
            if (rune.Value is '\\' or '\'')
                shown.Append('\\').Append(rune);
            else if (IsVisible(rune))
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return shown.ToString();
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
