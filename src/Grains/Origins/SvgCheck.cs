using System.Text;
using System.Xml;

namespace Actors.Grains.Origins;

/// <summary>Whether a body is SVG: well-formed XML, with an svg element for its root.</summary>
internal static class SvgCheck
{
    /// <summary>Deepest nesting. Every level costs memory.</summary>
    public const int MostDepth = 256;

    /// <summary>Most attributes of one element, roughly. The reader holds all of them at once.</summary>
    public const int MostAttributes = 10_000;

    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly XmlReaderSettings Settings = new()
    {
        // A document type is common in older files. It is skipped, not read: what uses an entity of it is refused as undeclared.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Null if it can be used.</summary>
    /// <param name="charset">What the response says of it; null if nothing.</param>
    public static FailureCause? Check(byte[] body, string? charset, out ActiveContent active)
    {
        active = ActiveContent.None;
        if (SvgCharset.Check(body, charset) is { } unreadable)
        {
            return unreadable;
        }

        if (HasHugeElement(body))
        {
            return FailureCause.OfContent("bad_signature", "The SVG has an element with too many attributes.");
        }

        // The body is bounded already; no document has more characters than bytes.
        var settings = Settings.Clone();
        settings.MaxCharactersInDocument = body.Length;
        var (isSvg, isClosed) = (false, false);
        try
        {
            using var stream = new MemoryStream(body, writable: false);
            using var reader = XmlReader.Create(stream, settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (!isSvg && !(reader.LocalName == "svg" && reader.NamespaceURI is Namespace or ""))
                    {
                        return FailureCause.OfContent("bad_signature", "What was declared as SVG has another root element.");
                    }

                    isClosed = !isSvg && reader.IsEmptyElement;
                    isSvg = true;
                    if (reader.Depth > MostDepth)
                    {
                        return FailureCause.OfContent("bad_signature", $"The SVG is nested deeper than {MostDepth} elements.");
                    }

                    active |= SvgContent.Of(reader);
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    isClosed = reader.Depth == 0;
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    active |= SvgContent.OfText(reader.Value);
                }
            }

            return null;
        }
        catch (XmlException error)
        {
            return isSvg && !isClosed && IsCut(body, error)
                ? FailureCause.OfCutContent("truncated_image", "The SVG ends early.")
                : FailureCause.OfContent(
                    "bad_signature",
                    $"What was declared as SVG is not, or has a document type: line {error.LineNumber}, column {error.LinePosition}.");
        }
    }

    /// <summary>It ends within something, or the reader wanted more where it ends.</summary>
    private static bool IsCut(ReadOnlySpan<byte> body, XmlException error)
    {
        if (!body.TrimEnd(" \t\r\n"u8).EndsWith((byte)'>'))
        {
            return true;
        }

        var text = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var lines = text.Count((byte)'\n') + text.Count((byte)'\r') - text.Count("\r\n"u8);
        var last = text[(text.LastIndexOfAny((byte)'\r', (byte)'\n') + 1)..];
        // In another charset than UTF-8 the last line seems shorter than it is.
        return error.LineNumber == lines + 1 && error.LinePosition > Encoding.UTF8.GetCharCount(last);
    }

    private static bool HasHugeElement(ReadOnlySpan<byte> body)
    {
        // Up to the next '<': it may not stand in an attribute, while '>' may.
        foreach (var range in body.Split((byte)'<'))
        {
            if (range.End.Value - range.Start.Value > MostAttributes && body[range].Count((byte)'=') > MostAttributes)
            {
                return true;
            }
        }

        return false;
    }
}
