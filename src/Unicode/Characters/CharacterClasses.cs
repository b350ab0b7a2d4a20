using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Characters;

/// <summary>What a query needs to know of the characters that it is written in, from the data, never from the runtime.</summary>
internal sealed class CharacterClasses : ICharacterClasses
{
    private const int Longest = 3;

    private readonly CharacterTable _characters;
    private readonly PackedSpan<int> _upperKeys;
    private readonly PackedSpan<int> _upperValues;
    private readonly DocumentRuns _whiteSpace;
    private readonly bool[] _words;
    private readonly bool[] _printable;

    public CharacterClasses(Pack pack, CharacterTable characters, PropertySets sets)
    {
        _characters = characters;
        _upperKeys = pack.Numbers<int>(PackSection.UpperKeys);
        _upperValues = pack.Numbers<int>(PackSection.UpperValues);
        _whiteSpace = sets.Find("is", "White_Space") ?? throw new InvalidDataException("The character data has no White_Space.");
        var categories = Enumerable.Range(0, characters.Categories.Count / 2).Select(number => characters.Categories.Text(2 * number)).ToArray();
        _words = [.. categories.Select(category => category[0] == 'L' || category is "Nd" or "Nl" or "No")];
        _printable = [.. categories.Select(category => category[0] is not ('C' or 'Z'))];
    }

    public bool IsWordCharacter(int cp) => cp == '_' || (_characters.DocumentOf(cp) is >= 0 and var document && _words[_characters.CategoryNumberOf(document)]);

    public bool IsWhiteSpace(int cp) => cp is >= 0x1C and <= 0x1F || (_characters.DocumentOf(cp) is >= 0 and var document && _whiteSpace.Contains(document));

    public bool IsPrintable(int cp) => cp == ' ' || (_characters.DocumentOf(cp) is >= 0 and var document && _printable[_characters.CategoryNumberOf(document)]);

    public bool TryUpperCase(int cp, Span<int> upper, out int length)
    {
        length = 0;
        var index = _upperKeys.Span.BinarySearch(cp);
        if (index < 0)
            return false;
        var values = _upperValues.Span.Slice(index * Longest, Longest);
        while (length < Longest && values[length] != 0)
        {
            upper[length] = values[length];
            length++;
        }

        return true;
    }
}
