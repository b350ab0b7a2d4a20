namespace Actors.CharBench;

/// <summary>Goals of the project, as a column says them: the goal, and whether the figure reaches it.</summary>
internal static class Goal
{
    public static string AtMost(double most, double figure, string unit = "") => Say("≤", most, unit, figure <= most);

    public static string AtLeast(double least, double figure) => Say("≥", least, "", figure >= least);

    private static string Say(string sign, double goal, string unit, bool isMet) => $"{sign} {goal}{unit} {(isMet ? "met" : "**missed**")}";
}
