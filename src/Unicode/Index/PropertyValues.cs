using Actors.Unicode.Characters;
using Actors.Unicode.Packed;
using Actors.Unicode.Queries;

namespace Actors.Unicode.Index;

/// <summary>Finds the characters with a value of a property. Names are matched loosely (UAX #44, rule LM3).</summary>
internal sealed class PropertyValues
{
    private const int MaxNamed = 40;

    // PropertyValueAliases.txt: categories by their first letters, and the one group that has no letter of its own.
    private static readonly (string Short, string Long, string Members)[] Groups =
    [
        ("C", "Other", "Cc Cf"), ("L", "Letter", "Ll Lm Lo Lt Lu"), ("LC", "Cased_Letter", "Ll Lt Lu"),
        ("M", "Mark", "Mc Me Mn"), ("N", "Number", "Nd Nl No"), ("P", "Punctuation", "Pc Pd Pe Pf Pi Po Ps"),
        ("S", "Symbol", "Sc Sk Sm So"), ("Z", "Separator", "Zl Zp Zs"),
    ];

    private readonly CharacterTable _characters;
    private readonly Versions _versions;
    private readonly Dictionary<PropertyField, (string Field, string[] Known, Dictionary<string, DocumentRuns[]> Sets)> _byField;

    public PropertyValues(Pack pack, CharacterTable characters, PropertySets sets, Versions versions)
    {
        _characters = characters;
        _versions = versions;
        var codes = pack.Texts(PackSection.ScriptCodes);
        var scripts = Enumerable.Range(0, codes.Count / 2).ToLookup(index => codes.Text((2 * index) + 1), index => codes.Text(2 * index), StringComparer.Ordinal);
        _byField = new()
        {
            [PropertyField.Category] = Categories(sets),
            [PropertyField.Script] = Scripts("sc", sets, scripts),
            [PropertyField.ScriptExtensions] = Scripts("scx", sets, scripts),
            [PropertyField.Is] = Binary(sets),
        };
    }

    /// <summary>Adds the documents that a field with one of these values means.</summary>
    /// <exception cref="QueryException"><c>unknown_value</c></exception>
    public void AddTo(Span<ulong> set, QueryNode.Property property)
    {
        foreach (var value in property.Values)
        {
            if (property.Field == PropertyField.Age)
                AddAges(set, property, value);
            else if (property.Field == PropertyField.Block)
                AddBlock(set, property, value);
            else
                AddSets(set, property, value);
        }
    }

    private void AddSets(Span<ulong> set, QueryNode.Property property, string value)
    {
        var (field, known, sets) = _byField[property.Field];
        if (!sets.TryGetValue(Loose(value), out var found))
            throw Unknown(property, field, value, known);
        foreach (var runs in found)
            Bitmap.AddRuns(set, runs.Bounds);
    }

    private void AddBlock(Span<ulong> set, QueryNode.Property property, string value)
    {
        var wanted = Loose(value);
        for (var block = 0; block < _characters.Blocks.Count; block++)
        {
            if (Loose(_characters.Blocks.Text(block)) != wanted)
                continue;
            var (first, end) = _characters.DocumentsOfBlock(block);
            Bitmap.AddRange(set, first, end);
            return;
        }

        throw Unknown(property, "block", value, [.. Enumerable.Range(0, _characters.Blocks.Count).Select(_characters.Blocks.Text)]);
    }

    private void AddAges(Span<ulong> set, QueryNode.Property property, string value)
    {
        var wanted = _versions.Find(value.AsSpan());
        if (wanted < 0)
            throw Unknown(property, "age", value, _versions.Names);
        for (var version = 0; version < _versions.Names.Count; version++)
        {
            var matches = property.Op switch
            {
                Comparison.Less => version < wanted,
                Comparison.LessOrEqual => version <= wanted,
                Comparison.Greater => version > wanted,
                Comparison.GreaterOrEqual => version >= wanted,
                _ => version == wanted,
            };
            if (matches)
                Bitmap.AddRuns(set, _versions.FirstIn(version).Bounds);
        }
    }

    private (string, string[], Dictionary<string, DocumentRuns[]>) Categories(PropertySets sets)
    {
        var values = new Dictionary<string, DocumentRuns[]>(StringComparer.Ordinal);
        var categories = _characters.Categories;
        for (var category = 0; category < categories.Count; category += 2)
        {
            var runs = new[] { sets.Find("gc", categories.Text(category))!.Value };
            // Unassigned, private use, surrogates: nothing that a list of characters could hold.
            if (runs[0].Bounds.IsEmpty)
                continue;
            values[Loose(categories.Text(category))] = runs;
            values[Loose(categories.Text(category + 1))] = runs;
        }

        foreach (var (name, longName, members) in Groups)
            values[Loose(name)] = values[Loose(longName)] = [.. members.Split(' ').SelectMany(member => values[Loose(member)])];
        return ("gc", [.. Groups.SelectMany(group => group.Members.Split(' ').Prepend(group.Short)).Distinct()], values);
    }

    private static (string, string[], Dictionary<string, DocumentRuns[]>) Scripts(string field, PropertySets sets, ILookup<string, string> codes)
    {
        var values = new Dictionary<string, DocumentRuns[]>(StringComparer.Ordinal);
        foreach (var (name, runs) in sets.Of(field).Where(set => !set.Documents.Bounds.IsEmpty))
        {
            foreach (var written in codes[name].Append(name))
                values[Loose(written)] = [runs];
        }

        return (field, [.. sets.Of(field).Where(set => !set.Documents.Bounds.IsEmpty).Select(set => set.Value)], values);
    }

    private static (string, string[], Dictionary<string, DocumentRuns[]>) Binary(PropertySets sets) =>
        ("is", [.. sets.Of("is").Where(set => !set.Documents.Bounds.IsEmpty).Select(set => set.Value)],
            sets.Of("is").Where(set => !set.Documents.Bounds.IsEmpty).ToDictionary(set => Loose(set.Value), set => new[] { set.Documents }, StringComparer.Ordinal));

    private static QueryException Unknown(QueryNode.Property property, string field, string value, IReadOnlyList<string> known)
    {
        var shown = known.Count <= MaxNamed ? known : [.. known.OrderBy(name => EditDistance.Between(Loose(name), Loose(value))).Take(MaxNamed / 4)];
        var rest = known.Count > shown.Count ? $"; the nearest of {known.Count} are shown" : "";
        return new QueryException(
            "unknown_value", "q", $"There is no {field}:{value}. Known are {string.Join(", ", shown)}{rest}.", property.Position);
    }

    // Case, blanks, hyphens, underscores and a leading "is" do not count.
    private static string Loose(string text)
    {
        var loose = string.Concat(text.Where(c => c is not (' ' or '-' or '_')).Select(char.ToLowerInvariant));
        return loose.Length > 2 && loose.StartsWith("is", StringComparison.Ordinal) ? loose[2..] : loose;
    }
}
