using System.Text.Json.Nodes;

namespace Actors.Gateway.Chars;

/// <summary>Answers for the API description.</summary>
internal static class CharExamples
{
    public static JsonNode Page { get; } = JsonNode.Parse(
        """
        {
          "query": "chess black", "mode": "words", "sort": "cp", "unicode": "18.0", "total": 35, "from": 0,
          "status": "35 matches for 'chess black'", "used": null,
          "items": [
            { "code": "U+265A", "char": "♚", "name": "BLACK CHESS KING", "block": "Miscellaneous Symbols", "category": "So", "age": "1.1" }
          ],
          "next": "bmV4dA"
        }
        """)!;

    public static JsonNode Facets { get; } = JsonNode.Parse(
        """
        {
          "total": 2, "block": [{ "value": "Miscellaneous Symbols", "count": 2 }], "category": [{ "value": "So", "count": 2 }],
          "script": [{ "value": "Common", "count": 2 }], "age": [{ "value": "1.1", "count": 2 }]
        }
        """)!;

    public static JsonNode Description { get; } = JsonNode.Parse(
        """
        { "code": "U+265C", "char": "♜", "name": "BLACK CHESS ROOK" }
        """)!;
}
