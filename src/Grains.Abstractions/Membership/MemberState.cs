namespace Actors.Grains.Membership;

/// <summary>Values are part of messages between processes: never reordered.</summary>
[GenerateSerializer, Alias("actors.member-state")]
public enum MemberState
{
    /// <summary>It has begun to start.</summary>
    Joining = 0,

    /// <summary>It serves.</summary>
    Active = 1,

    /// <summary>It was told to stop.</summary>
    Stopping = 2,

    /// <summary>It has stopped, or is not heard of any more.</summary>
    Dead = 3,
}
