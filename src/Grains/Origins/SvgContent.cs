using System.Buffers;
using System.Xml;

namespace Actors.Grains.Origins;

/// <summary>Finds active content in an SVG: to be reported, not to be relied on (it is served so that nothing can run).</summary>
internal static class SvgContent
{
    /// <summary>Looked for in every attribute, so it must be found fast.</summary>
    private static readonly SearchValues<string> Url = SearchValues.Create(["url("], StringComparison.OrdinalIgnoreCase);

    /// <summary>Of the element that the reader stands on, and its attributes.</summary>
    public static ActiveContent Of(XmlReader reader)
    {
        var active = IsAny(reader.LocalName, "script", "foreignObject", "iframe", "handler") ? ActiveContent.Script : ActiveContent.None;
        while (reader.MoveToNextAttribute())
        {
            var name = reader.LocalName;
            if (name.Length > 2 && name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            {
                active |= ActiveContent.EventAttribute;
            }
            else if (IsAny(name, "href", "src"))
            {
                active |= OfLink(reader.Value);
            }
            else if (name == "style" || reader.Value.AsSpan().ContainsAny(Url))
            {
                active |= OfText(reader.Value);
            }
        }

        reader.MoveToElement();
        return active;
    }

    /// <summary>Of a style sheet or a paint such as <c>url(#gradient)</c>.</summary>
    public static ActiveContent OfText(string text)
    {
        if (text.Contains("@import", StringComparison.OrdinalIgnoreCase))
        {
            return ActiveContent.ExternalReference;
        }

        var active = ActiveContent.None;
        for (var at = IndexOfUrl(text, 0); at >= 0; at = IndexOfUrl(text, at + 4))
        {
            active |= OfLink(text.AsSpan(at + 4).TrimStart(" \t'\""));
        }

        return active;
    }

    private static int IndexOfUrl(string text, int from) => text.IndexOf("url(", from, StringComparison.OrdinalIgnoreCase);

    private static ActiveContent OfLink(ReadOnlySpan<char> link)
    {
        var target = link.TrimStart();
        return target.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) ? ActiveContent.Script
            : target.IsEmpty || target[0] == '#'
                || target.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) ? ActiveContent.None
            : ActiveContent.ExternalReference;
    }

    private static bool IsAny(string name, params ReadOnlySpan<string> names)
    {
        foreach (var candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
