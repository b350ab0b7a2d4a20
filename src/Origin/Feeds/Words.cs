using System.Text;

namespace Actors.Origin.Feeds;

/// <summary>Names of things and sentences about them, the same for the same seed on every machine.</summary>
internal sealed class Words(uint seed)
{
    private static readonly string[] Adjectives =
        ["amber", "brass", "copper", "dusty", "elder", "flint", "gilded", "hollow", "iron", "jade", "knotted", "linen", "marble", "narrow", "oaken", "polished"];

    private static readonly string[] Nouns =
        ["anchor", "bellows", "compass", "drum", "easel", "funnel", "gear", "hinge", "inkwell", "jar", "kettle", "lantern", "mast", "needle", "oar", "pulley", "quill", "rudder", "sundial", "telescope"];

    private static readonly string[] Verbs = ["balances", "carries", "covers", "follows", "holds", "lifts", "measures", "polishes", "replaces", "turns"];

    private static readonly string[] Places = ["Attic", "Cellar", "Dock", "Forge", "Granary", "Harbour", "Mill", "Orchard"];

    // Marsaglia's xorshift: Random's own sequence is no promise.
    private uint _state = (seed * 2_654_435_761) | 1;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }

    public void Shuffle<T>(T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    public string Adjective() => Adjectives[Next(Adjectives.Length)];

    public string Noun() => Nouns[Next(Nouns.Length)];

    public string Place() => Places[Next(Places.Length)];

    public string Thing() => $"{Capital(Adjective())} {Capital(Noun())}";

    public string Title() => Next(4) == 0 ? $"{Thing()} &amp; {Thing()}" : $"How the {Adjective()} {Noun()} {Verbs[Next(Verbs.Length)]} the {Noun()}";

    public string Sentences(int count)
    {
        var text = new StringBuilder();
        for (var sentence = 0; sentence < count; sentence++)
            text.Append(sentence == 0 ? "" : " ").Append("The ").Append(Adjective()).Append(' ').Append(Noun()).Append(' ').Append(Verbs[Next(Verbs.Length)])
                .Append(" the <em>").Append(Adjective()).Append("</em> ").Append(Noun()).Append(Next(3) == 0 ? " &amp; the " : " of the ").Append(Noun()).Append('.');
        return text.ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
