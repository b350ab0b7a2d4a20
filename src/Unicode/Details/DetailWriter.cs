using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Actors.Unicode.Characters;
using Actors.Unicode.Index;
using Actors.Unicode.Packed;
using Actors.Unicode.Rows;

namespace Actors.Unicode.Details;

/// <summary>Writes all that is known of one code point, or of a sequence of them, as JSON.</summary>
internal sealed class DetailWriter(Pack pack, CharacterTable characters, PropertySets sets, AliasIndex aliases, KeywordIndex keywords)
{
    private const int RegionalIndicatorA = 0x1F1E6;
    private const int Letters = 26;

    private static readonly string[] OfCharacters =
        ["name", "assigned", "block", "category", "categoryName", "script", "scriptExtensions", "age", "properties", "aliases", "keywords"];

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextTable _countries = pack.Texts(PackSection.Countries);

    /// <exception cref="QueryException"><c>invalid_code</c>, <c>code_out_of_range</c>.</exception>
    public void Write(string code, IBufferWriter<byte> target)
    {
        var codes = CodeText.Parse(code);
        using var json = new Utf8JsonWriter(target, Readable);
        json.WriteStartObject();
        json.WriteString("code"u8, string.Join(' ', codes.Select(Named)));
        WriteChar(json, codes);
        if (codes is [var single])
            WriteCharacter(json, single);
        else
            WriteSequence(json, codes);
        WriteEncodings(json, CharEncodings.Of(codes.AsSpan()));
        WriteCountry(json, codes);
        json.WriteEndObject();
    }

    private void WriteCharacter(Utf8JsonWriter json, int code)
    {
        var document = characters.DocumentOf(code);
        json.WriteString("name"u8, characters.NameOrLabel(code));
        json.WriteBoolean("assigned"u8, document >= 0 || characters.CategoryOf(code) is "Co" or "Cs");
        json.WriteString("block"u8, characters.BlockOf(code));
        json.WriteString("category"u8, characters.CategoryOf(code));
        json.WriteString("categoryName"u8, CategoryName(characters.CategoryOf(code)));
        json.WriteString("script"u8, ValuesOf("sc", document).FirstOrDefault());
        WriteList(json, "scriptExtensions", ValuesOf("scx", document));
        json.WriteString("age"u8, characters.AgeOf(code));
        WriteList(json, "properties", ValuesOf("is", document));
        json.WriteStartArray("aliases"u8);
        foreach (var (kind, text) in document < 0 ? [] : aliases.Of(document))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, kind);
            json.WriteString("name"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteKeywords(json, document);
    }

    // What a row says of each; properties belong to characters, not to sequences.
    private void WriteSequence(Utf8JsonWriter json, ImmutableArray<int> codes)
    {
        foreach (var member in OfCharacters)
            json.WriteNull(member);
        json.WriteStartArray("characters"u8);
        foreach (var code in codes)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, Named(code));
            WriteChar(json, [code]);
            json.WriteString("name"u8, characters.NameOrLabel(code));
            json.WriteString("block"u8, characters.BlockOf(code));
            json.WriteString("category"u8, characters.CategoryOf(code));
            json.WriteString("age"u8, characters.AgeOf(code));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteKeywords(Utf8JsonWriter json, int document)
    {
        json.WriteStartObject("keywords"u8);
        for (var language = 0; language < keywords.Languages.Count; language++)
        {
            var found = document < 0 ? default : keywords.Json(document, language);
            if (found.IsEmpty)
                continue;
            json.WritePropertyName(keywords.Languages[language]);
            json.WriteRawValue([(byte)'[', .. found, (byte)']'], skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private void WriteCountry(Utf8JsonWriter json, ImmutableArray<int> codes)
    {
        if (codes is not [var first, var second] || !IsIndicator(first) || !IsIndicator(second) || Country(first, second) is not { } country)
        {
            json.WriteNull("country"u8);
            return;
        }

        json.WriteStartObject("country"u8);
        json.WriteString("code"u8, country.Code);
        json.WriteString("name"u8, country.Name);
        json.WriteEndObject();
    }

    private (string Code, string Name)? Country(int first, int second)
    {
        var code = string.Create(2, (first, second), static (text, pair) =>
            (text[0], text[1]) = ((char)('A' + pair.first - RegionalIndicatorA), (char)('A' + pair.second - RegionalIndicatorA)));
        for (var index = 0; index < _countries.Count; index += 2)
        {
            if (_countries.Text(index) == code)
                return (code, _countries.Text(index + 1));
        }

        return null;
    }

    private static void WriteEncodings(Utf8JsonWriter json, CharEncodings encodings)
    {
        json.WriteStartObject("encodings"u8);
        json.WriteString("utf8"u8, encodings.Utf8);
        json.WriteString("utf16"u8, encodings.Utf16);
        json.WriteString("utf32"u8, encodings.Utf32);
        json.WriteString("html"u8, encodings.Html);
        json.WriteString("json"u8, encodings.Json);
        json.WriteString("percent"u8, encodings.Percent);
        json.WriteString("csharp"u8, encodings.CSharp);
        json.WriteString("css"u8, encodings.Css);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private IEnumerable<string> ValuesOf(string property, int document) =>
        document < 0 ? [] : sets.Of(property).Where(set => set.Documents.Contains(document)).Select(set => set.Value);

    private string CategoryName(string category)
    {
        var index = 0;
        while (characters.Categories.Text(index) != category)
            index += 2;
        return characters.Categories.Text(index + 1).Replace('_', ' ');
    }

    private static bool IsIndicator(int code) => code is >= RegionalIndicatorA and < RegionalIndicatorA + Letters;

    private static string Named(int code) => $"U+{code:X4}";

    // As in rows: itself, not the escapes that the writer would make of everything above U+FFFF. Null if a part has no character to show.
    private void WriteChar(Utf8JsonWriter json, ImmutableArray<int> codes)
    {
        if (!codes.All(code => characters.DocumentOf(code) >= 0 || characters.CategoryOf(code) == "Co"))
        {
            json.WriteNull("char"u8);
            return;
        }

        Span<byte> text = stackalloc byte[2 + (CodeText.MaxCodes * JsonCharacter.MaxLength)];
        var length = 0;
        text[length++] = (byte)'"';
        foreach (var code in codes)
            length += JsonCharacter.Write(code, text[length..]);
        text[length++] = (byte)'"';
        json.WritePropertyName("char"u8);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
